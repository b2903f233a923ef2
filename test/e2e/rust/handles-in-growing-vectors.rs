// Intent: clones in vectors that grow keep the lines that took them, also where a program has no other handles.
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t leak 2>&1 | FileCheck %s
// RUN: %silent 0 %run %t
// REQUIRES: rust

use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    first: RefCell<Vec<Rc<Node>>>,
    second: RefCell<Vec<Rc<Node>>>,
}

fn main() {
    let node = Rc::new(Node { first: RefCell::new(Vec::new()), second: RefCell::new(Vec::new()) });
    let leaks = std::env::args().len() > 1;
    node.second.borrow_mut().push(Rc::clone(&node));
    node.first.borrow_mut().push(Rc::clone(&node));
    for _ in 0..9 {
        node.first.borrow_mut().push(Rc::clone(&node));
        node.second.borrow_mut().push(Rc::clone(&node));
    }
    if !leaks {
        node.first.borrow_mut().clear();
        node.second.borrow_mut().clear();
    }
}
// CHECK: RefSan: 1 reference cycle keeps
// CHECK-DAG: value.first[0] holds the object itself {{.*}}handles-in-growing-vectors.rs:[[@LINE-11]]:
// CHECK-DAG: value.first[1] holds the object itself {{.*}}handles-in-growing-vectors.rs:[[@LINE-10]]:
// CHECK-DAG: value.first[9] holds the object itself {{.*}}handles-in-growing-vectors.rs:[[@LINE-11]]:
// CHECK-DAG: value.second[0] holds the object itself {{.*}}handles-in-growing-vectors.rs:[[@LINE-15]]:
// CHECK-DAG: value.second[1] holds the object itself {{.*}}handles-in-growing-vectors.rs:[[@LINE-12]]:
// CHECK-DAG: value.second[9] holds the object itself {{.*}}handles-in-growing-vectors.rs:[[@LINE-13]]:
