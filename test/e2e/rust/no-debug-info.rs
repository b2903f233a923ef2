// Intent: a -Cdebuginfo=0 after refsan.rustc wins: the same verdict, functions by symbol, and one line that says what -g would add.
// REQUIRES: rust
// RUN: %rustc_refsan -Cdebuginfo=0 %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %rustc_refsan -Cdebuginfo=0 --cfg clean %s -o %t
// RUN: %silent 0 %run %t

use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    next: RefCell<Option<Rc<Node>>>,
}

#[inline(never)]
fn make_ring() {
    let first = Rc::new(Node { next: RefCell::new(None) });
    let second = Rc::new(Node { next: RefCell::new(Some(first.clone())) });
    if cfg!(not(clean)) {
        *first.next.borrow_mut() = Some(second);
    }
}

fn main() {
    make_ring();
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects (64 bytes) alive
// CHECK: make_ring
// CHECK: compiled without -g
// CHECK: 2 leaked (64 bytes)
