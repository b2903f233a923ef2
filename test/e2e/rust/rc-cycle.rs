// Intent: two Rc nodes that hold each other are one cycle, found twice; both Rc::new and both Rc::clone are named.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s

use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    value: i32,
    next: RefCell<Option<Rc<Node>>>,
}

fn create_and_leak(value: i32) -> i32 {
    // CHECK: RefSan: 2 reference cycles keep 4 objects (160 bytes) alive
    // CHECK: 2 objects, 80 bytes, found 2 times (160 bytes)
    let first = Rc::new(Node { value, next: RefCell::new(None) });
    // CHECK: Rc<rc_cycle::Node>  40 bytes  strong 1, weak 0
    // CHECK-SAME: made at {{.*}}rc-cycle.rs:[[@LINE-2]]
    // CHECK: value.next holds
    // CHECK-SAME: taken at {{.*}}rc-cycle.rs:[[@LINE+6]]
    let second = Rc::new(Node { value, next: RefCell::new(None) });
    // CHECK: Rc<rc_cycle::Node>  40 bytes  strong 1, weak 0
    // CHECK-SAME: made at {{.*}}rc-cycle.rs:[[@LINE-2]]
    // CHECK: value.next holds
    // CHECK-SAME: taken at {{.*}}rc-cycle.rs:[[@LINE+2]]{{.*}}closed the cycle
    *first.next.borrow_mut() = Some(Rc::clone(&second));
    *second.next.borrow_mut() = Some(Rc::clone(&first));
    first.value + second.value
}

fn main() {
    std::process::exit(create_and_leak(1) + create_and_leak(-1));
}
// CHECK: 4 leaked (160 bytes) in 2 cycles
