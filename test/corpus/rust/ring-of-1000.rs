// corpus: leak class=cycle findings=1 members=1000 objects=1000 times=1 bytes=40000
use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    _id: usize,
    next: RefCell<Option<Rc<Node>>>,
}

fn main() {
    let nodes: Vec<Rc<Node>> = (0..1000).map(|i| Rc::new(Node { _id: i, next: RefCell::new(None) })).collect();
    for i in 0..1000 {
        *nodes[i].next.borrow_mut() = Some(nodes[(i + 1) % 1000].clone());
    }
}
