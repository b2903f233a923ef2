// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.next,value.other taken=26,27,30
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Default)]
struct Node {
    next: RefCell<Option<Rc<Node>>>,
    other: RefCell<Option<Rc<Node>>>,
}
impl Node {
    fn set_next(&self, next: Rc<Node>) {
        *self.next.borrow_mut() = Some(next);
    }
    fn set_other(&self, other: Option<Rc<Node>>) {
        self.other.replace(other);
    }
}
fn pass(node: Rc<Node>) -> Rc<Node> {
    assert!(Rc::strong_count(&node) > 1);
    node
}

fn main() {
    let a = Rc::new(Node::default());
    let b = Rc::new(Node::default());
    let first = b.clone();
    let second = b.clone();
    a.set_other(Some(pass(second)));
    a.set_next(pass(first));
    b.set_next(pass(a.clone()));
}
