// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 bytes=80 field=value.link.Strong.0 taken=16,17
use std::cell::RefCell;
use std::rc::{Rc, Weak};

enum Link {
    _None,
    Strong(Rc<Node>),
    Weak(Weak<Node>),
}
struct Node {
    link: RefCell<Link>,
}

fn main() {
    let a = Rc::new(Node { link: RefCell::new(Link::Weak(Weak::new())) });
    let b = Rc::new(Node { link: RefCell::new(Link::Strong(a.clone())) });
    *a.link.borrow_mut() = Link::Strong(b.clone());
    assert!(matches!(*b.link.borrow(), Link::Strong(_)));
}
