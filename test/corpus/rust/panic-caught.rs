// corpus: leak class=cycle findings=1 members=1 objects=3 times=3 taken=12
use std::cell::RefCell;
use std::panic;
use std::rc::Rc;

struct Node {
    me: RefCell<Option<Rc<Node>>>,
}

fn fail(n: u32) {
    let node = Rc::new(Node { me: RefCell::new(None) });
    *node.me.borrow_mut() = Some(node.clone());
    assert!(n > 5, "on purpose");
    node.me.take();
}

fn main() {
    panic::set_hook(Box::new(|_| ()));
    let caught = (3..9).filter(|n| panic::catch_unwind(|| fail(*n)).is_err()).count();
    assert_eq!(caught, 3);
}
