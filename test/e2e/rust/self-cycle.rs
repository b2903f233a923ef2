// Intent: an Rc whose value holds itself is a cycle of one, which owns what the value owns.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %rustc_refsan --cfg clean %s -o %t-clean
// RUN: %silent 0 %run %t-clean

use std::cell::RefCell;
use std::rc::Rc;

struct Scope {
    name: String,
    root: RefCell<Option<Rc<Scope>>>,
}

fn global() -> usize {
    // CHECK: 1 object, 56 bytes, owns 1 more object (6 bytes)
    let scope = Rc::new(Scope { name: "global".to_string(), root: RefCell::new(None) });
    // CHECK: Rc<self_cycle::Scope>  56 bytes  strong 1, weak 0
    // CHECK-SAME: self-cycle.rs:[[@LINE-2]]
    *scope.root.borrow_mut() = Some(scope.clone());
    #[cfg(clean)]
    scope.root.borrow_mut().take();
    // CHECK: value.root holds the object itself
    // CHECK-SAME: self-cycle.rs:[[@LINE-4]]
    scope.name.len()
}

fn main() {
    assert_eq!(global(), 6);
}
