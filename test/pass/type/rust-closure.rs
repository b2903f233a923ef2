// Intent: a closure is named by where it was written; its captures are its fields, under their own names.
// REQUIRES: rust
// RUN: %rustc_refsan --crate-type=lib --emit=llvm-ir %s -o - | %python %S/../Inputs/show.py | FileCheck %s
use std::rc::Rc;

// CHECK: type closure in rust_closure::user short closure in rust_closure::user size 16 complete
// CHECK-DAG: {{[0-9]+}} shared: Strong One
// CHECK-DAG: {{[0-9]+}} borrowed: Raw One
pub fn user<'a>(shared: Rc<u64>, other: &'a mut u64) -> Box<dyn FnMut() + 'a> {
    let borrowed = other;
    Box::new(move || *borrowed += *shared)
}
