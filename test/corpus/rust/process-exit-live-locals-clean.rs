// corpus: clean exit=3
use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    me: RefCell<Option<Rc<Node>>>,
    _data: Vec<String>,
}

fn main() {
    let node = Rc::new(Node { me: RefCell::new(None), _data: vec!["x".repeat(50); 3] });
    *node.me.borrow_mut() = Some(node.clone());
    let boxed = Box::new([7u8; 100]);
    std::process::exit(boxed[5] as i32 - 4);
}
