use std::cell::RefCell;
use std::rc::Rc;

pub struct Node {
    next: RefCell<Option<Rc<Node>>>,
}

pub fn pair(closed: bool) {
    let first = Rc::new(Node { next: RefCell::new(None) });
    let second = Rc::new(Node { next: RefCell::new(None) });
    *first.next.borrow_mut() = Some(Rc::clone(&second));
    if closed {
        *second.next.borrow_mut() = Some(Rc::clone(&first));
    }
}
