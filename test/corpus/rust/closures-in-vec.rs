// corpus: leak class=cycle findings=1 members=3 objects=3 times=1 taken=12,13,17,19
use std::cell::RefCell;
use std::rc::Rc;

struct Bus {
    handlers: RefCell<Vec<Box<dyn FnMut(u32) -> u32>>>,
    total: RefCell<u32>,
}

fn main() {
    let bus = Rc::new(Bus { handlers: RefCell::new(Vec::new()), total: RefCell::new(0) });
    let first = bus.clone();
    bus.handlers.borrow_mut().push(Box::new(move |n| {
        *first.total.borrow_mut() += n;
        n
    }));
    let second = Rc::clone(&bus);
    let mut calls = 0;
    bus.handlers.borrow_mut().push(Box::new(move |n| {
        calls += 1;
        *second.total.borrow() + n + calls
    }));
    let sum: u32 = bus.handlers.borrow_mut().iter_mut().map(|h| h(1)).sum();
    assert_eq!(sum, 4);
}
