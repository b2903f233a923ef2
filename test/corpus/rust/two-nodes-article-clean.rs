// corpus: clean exit=0
use std::cell::RefCell;
use std::rc::{Rc, Weak};

struct Node {
    _value: i32,
    next: RefCell<Option<Rc<Node>>>,
    back: RefCell<Weak<Node>>,
}

fn create() {
    let first = Rc::new(Node { _value: 1, next: RefCell::new(None), back: RefCell::new(Weak::new()) });
    let second = Rc::new(Node { _value: 2, next: RefCell::new(None), back: RefCell::new(Weak::new()) });
    *first.next.borrow_mut() = Some(Rc::clone(&second));
    *second.back.borrow_mut() = Rc::downgrade(&first);
}

fn main() {
    create();
    create();
}
