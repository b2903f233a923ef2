// corpus: leak class=cycle findings=1 members=5 objects=5 times=1 field=value.next,value.previous
use std::cell::RefCell;
use std::rc::Rc;

type Link = RefCell<Option<Rc<Node>>>;
struct Node {
    next: Link,
    previous: Link,
}

fn main() {
    let head = Rc::new(Node { next: None.into(), previous: None.into() });
    let mut last = head.clone();
    for _ in 0..4 {
        let node = Rc::new(Node { next: None.into(), previous: Some(last.clone()).into() });
        *last.next.borrow_mut() = Some(node.clone());
        last = node;
    }
}
