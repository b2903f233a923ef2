// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 bytes=32 taken=12
use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    me: RefCell<Option<Rc<Node>>>,
}

#[inline(never)]
fn leak() {
    let node = Rc::new(Node { me: RefCell::new(None) });
    *node.me.borrow_mut() = Some(node.clone());
}
#[inline(never)]
fn clear_the_stack() -> u8 {
    let zeros = std::hint::black_box([0u8; 4096]);
    zeros[17]
}

fn main() {
    leak();
    std::process::exit(clear_the_stack() as i32);
}
