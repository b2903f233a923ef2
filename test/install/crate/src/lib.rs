use std::cell::RefCell;
use std::rc::Rc;

pub struct Node {
    pub next: RefCell<Option<Rc<Node>>>,
}

/// A node that holds itself, if it shall.
///
/// ```
/// assert!(outside::node(false).next.borrow().is_none());
/// ```
pub fn node(of_itself: bool) -> Rc<Node> {
    let node = Rc::new(Node { next: RefCell::new(None) });
    if of_itself {
        *node.next.borrow_mut() = Some(Rc::clone(&node));
    }
    node
}

#[test]
fn clean() {
    assert!(node(false).next.borrow().is_none());
}

#[test]
fn leaks() {
    assert!(node(true).next.borrow().is_some());
}
