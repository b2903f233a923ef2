// Intent: the same nodes, the second with a Weak, are freed.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %silent 0 %run %t

use std::cell::RefCell;
use std::rc::{Rc, Weak};

struct Node {
    value: i32,
    next: RefCell<Option<Rc<Node>>>,
    back: RefCell<Weak<Node>>,
}

fn create_and_leak(value: i32) -> i32 {
    let first = Rc::new(Node { value, next: RefCell::new(None), back: RefCell::default() });
    let second = Rc::new(Node { value, next: RefCell::new(None), back: RefCell::default() });
    *first.next.borrow_mut() = Some(Rc::clone(&second));
    *second.back.borrow_mut() = Rc::downgrade(&first);
    first.value + second.value
}

fn main() {
    std::process::exit(create_and_leak(1) + create_and_leak(-1));
}
