// corpus: leak class=cycle findings=1 members=2 objects=4 times=2 bytes=160 field=value.next taken=13,14
use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    _value: i32,
    next: RefCell<Option<Rc<Node>>>,
}

fn create_and_leak() {
    let first = Rc::new(Node { _value: 1, next: RefCell::new(None) });
    let second = Rc::new(Node { _value: 2, next: RefCell::new(None) });
    *first.next.borrow_mut() = Some(Rc::clone(&second));
    *second.next.borrow_mut() = Some(Rc::clone(&first));
}

fn main() {
    create_and_leak();
    create_and_leak();
}
