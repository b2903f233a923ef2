// corpus: clean signal=SIGABRT
use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    me: RefCell<Option<Rc<Node>>>,
}

fn main() {
    let node = Rc::new(Node { me: RefCell::new(None) });
    *node.me.borrow_mut() = Some(node.clone());
    std::process::abort();
}
