// corpus: clean exit=0
use std::cell::RefCell;
use std::rc::Rc;

struct Bus {
    handlers: RefCell<Vec<Box<dyn FnMut(u32) -> u32>>>,
    total: RefCell<u32>,
}

fn main() {
    let bus = Rc::new(Bus { handlers: RefCell::new(Vec::new()), total: RefCell::new(0) });
    for _ in 0..5 {
        let first = bus.clone();
        bus.handlers.borrow_mut().push(Box::new(move |n| {
            *first.total.borrow_mut() += n;
            n
        }));
    }
    let sum: u32 = bus.handlers.borrow_mut().iter_mut().map(|h| h(1)).sum();
    assert_eq!(sum, 5);
    bus.handlers.borrow_mut().clear();
}
