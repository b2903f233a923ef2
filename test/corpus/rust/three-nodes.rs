// corpus: leak class=cycle findings=1 members=3 objects=3 times=1 bytes=120 field=value.next taken=18,19,20
use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    _name: u32,
    next: RefCell<Option<Rc<Node>>>,
}

fn node(name: u32) -> Rc<Node> {
    Rc::new(Node { _name: name, next: RefCell::new(None) })
}

fn main() {
    let a = node(1);
    let b = node(2);
    let c = node(3);
    *a.next.borrow_mut() = Some(b.clone());
    *b.next.borrow_mut() = Some(c.clone());
    c.next.replace(Some(a.clone()));
}
