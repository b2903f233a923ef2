// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.next taken=14,15
use std::cell::RefCell;
use std::mem;
use std::rc::Rc;

#[derive(Default)]
struct Node {
    next: RefCell<Option<Rc<Node>>>,
}

fn main() {
    let a = Rc::new(Node::default());
    let b = Rc::new(Node::default());
    let mut x = Some(a.clone());
    let mut y = Some(b.clone());
    mem::swap(&mut x, &mut y);
    let old = mem::replace(&mut *a.next.borrow_mut(), x.take());
    assert!(old.is_none());
    *b.next.borrow_mut() = mem::take(&mut y);
}
