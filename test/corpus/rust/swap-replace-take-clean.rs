// corpus: clean exit=0
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
    *a.next.borrow_mut() = Some(b.clone());
    *b.next.borrow_mut() = Some(a.clone());
    mem::swap(&mut *a.next.borrow_mut(), &mut *b.next.borrow_mut());
    mem::take(&mut *a.next.borrow_mut());
    b.next.replace(None);
}
