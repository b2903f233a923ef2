// corpus: leak class=cycle findings=1 members=3 objects=3 times=1 bytes=144 field=value.left,value.right taken=15,16,17,18
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Default)]
struct Node {
    left: RefCell<Option<Rc<Node>>>,
    right: RefCell<Option<Rc<Node>>>,
}

fn main() {
    let hub = Rc::new(Node::default());
    let west = Rc::new(Node::default());
    let east = Rc::new(Node::default());
    *hub.left.borrow_mut() = Some(Rc::clone(&west));
    *west.left.borrow_mut() = Some(Rc::clone(&hub));
    *hub.right.borrow_mut() = Some(Rc::clone(&east));
    *east.right.borrow_mut() = Some(Rc::clone(&hub));
}
