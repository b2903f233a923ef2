// corpus: clean signal=SIGABRT
// flags: -Cpanic=abort
// policy: A program that dies of a signal keeps it; nothing is checked.
use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    me: RefCell<Option<Rc<Node>>>,
}

fn main() {
    let node = Rc::new(Node { me: RefCell::new(None) });
    *node.me.borrow_mut() = Some(Rc::clone(&node));
    drop(node);
    panic!("after the leak");
}
