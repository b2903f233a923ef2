// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 bytes=32 field=value.me exit=23
// fixed: clean
// flags: -Cpanic=abort
use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    me: RefCell<Option<Rc<Node>>>,
}

fn main() {
    let node = Rc::new(Node { me: RefCell::new(None) });
    *node.me.borrow_mut() = Some(Rc::clone(&node));
    if cfg!(fixed) {
        node.me.take();
    }
}
