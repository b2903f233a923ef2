// corpus: clean exit=0
use std::cell::RefCell;
use std::rc::{Rc, Weak};

#[derive(Default)]
struct Node {
    left: RefCell<Option<Rc<Node>>>,
    right: RefCell<Option<Rc<Node>>>,
    hub: RefCell<Weak<Node>>,
}

fn main() {
    let hub = Rc::new(Node::default());
    let west = Rc::new(Node::default());
    let east = Rc::new(Node::default());
    *hub.left.borrow_mut() = Some(Rc::clone(&west));
    *west.hub.borrow_mut() = Rc::downgrade(&hub);
    *hub.right.borrow_mut() = Some(Rc::clone(&east));
    *east.hub.borrow_mut() = Rc::downgrade(&hub);
}
