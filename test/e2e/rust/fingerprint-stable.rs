// Intent: ids of findings in Rust do not depend on lines or the level of optimisation.
// RUN: %rustc_refsan %s -o %t && %exits 23 %run %t 2>&1 | sed -n 's/.* id /id /p' | sort > %t.ids
// RUN: sed -e '1i //' -e '/^fn main/i //' -e '/borrow_mut/i //' %s > %t.shifted.rs
// RUN: %rustc_refsan --crate-name=fingerprint_stable -Copt-level=3 %t.shifted.rs -o %t.shifted
// RUN: %exits 23 %run %t.shifted 2>&1 | sed -n 's/.* id /id /p' | sort > %t.shifted.ids && cmp %t.ids %t.shifted.ids
// RUN: FileCheck %s < %t.ids
// RUN: %rustc_refsan --cfg clean %s -o %t && %silent 0 %run %t
// REQUIRES: rust
// CHECK-COUNT-2: id {{[0-9a-f]+$}}
// CHECK-NOT: id

use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    next: RefCell<Option<Rc<Node>>>,
    callback: RefCell<Option<Box<dyn Fn() -> usize>>>,
}

fn node() -> Rc<Node> {
    Rc::new(Node { next: RefCell::new(None), callback: RefCell::new(None) })
}

fn ring() {
    let (a, b) = (node(), node());
    *a.next.borrow_mut() = Some(b.clone());
    *b.next.borrow_mut() = Some(a.clone());
    if cfg!(clean) {
        b.next.take();
    }
}

fn closure() {
    let a = node();
    let held = a.clone();
    *a.callback.borrow_mut() = Some(Box::new(move || Rc::strong_count(&held)));
    if cfg!(clean) {
        a.callback.take();
    }
}

fn main() {
    ring();
    closure();
}
