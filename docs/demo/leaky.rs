//! Two nodes that hold each other. It is safe Rust, and none is ever freed.

use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    value: i32,
    next: RefCell<Option<Rc<Node>>>,
}

fn create_and_leak(value: i32) -> i32 {
    let first = Rc::new(Node { value, next: RefCell::new(None) });
    let second = Rc::new(Node { value: value + 1, next: RefCell::new(None) });
    *first.next.borrow_mut() = Some(Rc::clone(&second));
    *second.next.borrow_mut() = Some(Rc::clone(&first));
    first.value + second.value
}

fn main() {
    let sum = create_and_leak(1) + create_and_leak(3);
    println!("the values add up to {sum}");
}
