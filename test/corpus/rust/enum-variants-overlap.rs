// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 taken=16,19
use std::cell::RefCell;
use std::rc::{Rc, Weak};

enum Link {
    Down(u8, Rc<Node>),
    Up(u8, Weak<Node>),
}
struct Node {
    links: RefCell<Vec<Link>>,
}

fn main() {
    let a = Rc::new(Node { links: RefCell::new(Vec::new()) });
    let b = Rc::new(Node { links: RefCell::new(Vec::new()) });
    a.links.borrow_mut().push(Link::Down(1, b.clone()));
    a.links.borrow_mut().push(Link::Up(2, Rc::downgrade(&b)));
    b.links.borrow_mut().push(Link::Up(3, Rc::downgrade(&a)));
    b.links.borrow_mut().push(Link::Down(4, a.clone()));
    for link in a.links.borrow().iter() {
        match link {
            Link::Down(n, to) => assert_eq!(*n as usize, Rc::strong_count(to) - 1),
            Link::Up(n, to) => assert_eq!(*n as usize, to.strong_count()),
        }
    }
}
