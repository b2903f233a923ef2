// What the tests of this folder call from C++ and Python.
use std::cell::RefCell;
use std::rc::Rc;

pub struct Node {
    next: RefCell<Option<Rc<Node>>>,
}

#[no_mangle]
pub extern "C" fn rust_ring() {
    let node = Rc::new(Node { next: RefCell::new(None) });
    *node.next.borrow_mut() = Some(Rc::clone(&node));
}

#[no_mangle]
pub extern "C" fn rust_list() {
    let last = Rc::new(Node { next: RefCell::new(None) });
    drop(Node { next: RefCell::new(Some(last)) });
}
