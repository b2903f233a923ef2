// corpus: leak class=forgotten-reference findings=1 members=1 objects=1 times=1 candidate=18
use std::rc::{Rc, Weak};

enum Link {
    _Strong(u8, Rc<Node>),
    Weak(u8, Weak<Node>),
}
struct Node {
    link: Link,
}

fn main() {
    let node = Rc::new_cyclic(|me| Node { link: Link::Weak(1, me.clone()) });
    match &node.link {
        Link::Weak(n, me) => assert_eq!(*n as usize, me.strong_count()),
        Link::_Strong(..) => unreachable!(),
    }
    std::mem::forget(node.clone());
}
