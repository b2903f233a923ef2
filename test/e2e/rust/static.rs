// Intent: a Rust program linked statically.
// REQUIRES: rust, static
// RUN: %rustc_refsan -Ctarget-feature=+crt-static %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %rustc_refsan -Ctarget-feature=+crt-static --cfg clean %s -o %t
// RUN: %silent 0 %run %t

use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    next: RefCell<Option<Rc<Node>>>,
}

fn make_ring() {
    let node = Rc::new(Node { next: RefCell::new(None) });
    if cfg!(not(clean)) {
        *node.next.borrow_mut() = Some(node.clone());
    }
}

fn main() {
    make_ring();
}
// CHECK: RefSan: 1 reference cycle keeps 1 object
