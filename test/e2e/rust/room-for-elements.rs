// Intent: of a small vector's room only the elements that are there hold something, not what was popped; those in a block of its own are proved.
// REQUIRES: rust
// RUN: rm -rf %t && mkdir -p %t/registry/src/index/smallvec-1.15.1/src && cp %S/Inputs/smallvec.rs %t/registry/src/index/smallvec-1.15.1/src/lib.rs
// RUN: %rustc_refsan --crate-type rlib --crate-name smallvec %t/registry/src/index/smallvec-1.15.1/src/lib.rs -o %t/libsmallvec.rlib
// RUN: %rustc_refsan %s --extern smallvec=%t/libsmallvec.rlib -o %t/program
// RUN: %exits 23 %run %t/program 2>&1 | FileCheck %s

use smallvec::SmallVec;
use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    next: RefCell<SmallVec<[Rc<Node>; 3]>>,
}

fn node() -> Rc<Node> {
    Rc::new(Node { next: RefCell::new(SmallVec::new()) })
}

fn visit(from: &Rc<Node>, to: &Rc<Node>) {
    from.next.borrow_mut().push(to.clone());
    drop(from.next.borrow_mut().pop());
}

fn few() {
    let (a, b) = (node(), node());
    visit(&b, &a);
    a.next.borrow_mut().push(b.clone());
    a.next.borrow_mut().push(a.clone());
}

fn many() {
    let a = node();
    for _ in 0..3 {
        a.next.borrow_mut().push(node());
    }
    a.next.borrow_mut().push(a.clone());
}

fn main() {
    few();
    many();
}
// CHECK: RefSan: 2 reference cycles
// CHECK: cycle 1   1 object, {{[0-9]+}} bytes, owns 4 more objects ({{[0-9]+}} bytes) {{ *}}id
// CHECK: value.next[3] holds the object itself {{.*}}room-for-elements.rs:37:32 by Rc::clone
// CHECK: cycle 2   1 object, {{[0-9]+}} bytes, owns 1 more object ({{[0-9]+}} bytes) {{ *}}id
// CHECK: value.next[1] holds the object itself {{.*}}room-for-elements.rs:29:32 by Rc::clone
