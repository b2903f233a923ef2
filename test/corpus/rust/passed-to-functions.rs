// corpus: leak class=cycle members=2 proof=proved edges=value.next@24,value.prev@25,value.prev@28,value.next@29
// fixed: clean
// Two clones of one node, passed to the functions that store them, in the other order.
use std::cell::RefCell;
use std::rc::Rc;
struct Node {
    next: RefCell<Option<Rc<Node>>>,
    prev: RefCell<Option<Rc<Node>>>,
}
impl Node {
    fn new() -> Rc<Self> {
        Rc::new(Node { next: RefCell::new(None), prev: RefCell::new(None) })
    }
    fn set_next(&self, n: Rc<Node>) {
        self.next.borrow_mut().replace(n);
    }
    fn set_prev(&self, n: Rc<Node>) {
        self.prev.replace(Some(n));
    }
}
fn main() {
    let a = Node::new();
    let b = Node::new();
    let x = Rc::clone(&b);
    let y = Rc::clone(&b);
    a.set_prev(y);
    a.set_next(x);
    b.set_prev(a.clone());
    b.set_next(a.clone());
    #[cfg(fixed)]
    {
        a.next.take();
        a.prev.take();
    }
}
