// Intent: Rust and the C++ that it links have one runtime and one report, whoever leaked.
// RUN: %clangxx_refsan -c %S/Inputs/rings.cpp -o %t.o
// RUN: %rustc_refsan %s -Clink-arg=%t.o -lstdc++ -o %t
// RUN: %exits 23 %run %t leak 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %silent 0 %run %t
// REQUIRES: rust

use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    next: RefCell<Option<Rc<Node>>>,
}

extern "C" {
    fn cxx_ring();
    fn cxx_list();
}

fn main() {
    unsafe { cxx_list() };
    if std::env::args().count() > 1 {
        let node = Rc::new(Node { next: RefCell::new(None) });
        *node.next.borrow_mut() = Some(Rc::clone(&node));
        unsafe { cxx_ring() };
    }
}
// CHECK: RefSan: 2 reference cycles keep 2 objects
// CHECK-DAG: Rc<{{.*}}Node>{{.*}}cxx-in-rust.rs:23
// CHECK-DAG: Link{{.*}}rings.cpp:9:{{.*}} in cxx_ring
