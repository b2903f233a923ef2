// corpus: clean exit=0
use std::cell::RefCell;
use std::rc::{Rc, Weak};

enum Link {
    None,
    Strong(Rc<Node>),
    Weak(Weak<Node>),
}
struct Node {
    link: RefCell<Link>,
}

fn main() {
    let a = Rc::new(Node { link: RefCell::new(Link::None) });
    let b = Rc::new(Node { link: RefCell::new(Link::Strong(a.clone())) });
    *a.link.borrow_mut() = Link::Weak(Rc::downgrade(&b));
    assert!(matches!(&*b.link.borrow(), Link::Strong(to) if matches!(&*to.link.borrow(), Link::Weak(_))));
}
