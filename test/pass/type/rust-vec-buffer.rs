// Intent: the buffer of a Vec is a private block of many elements; RawVec says so to the allocator.
// REQUIRES: rust
// RUN: %rustc_refsan --crate-type=lib --emit=llvm-ir %s -o - | %python %S/../Inputs/show.py | FileCheck %s
use std::rc::Rc;

// CHECK: type Rc<u64>[] short u64 size 8 private complete
// CHECK-NEXT: 0 -: Strong One
// CHECK: site Call mod.rs:{{.*}} in alloc::raw_vec::RawVec<{{.*}}>::with_capacity_in of Rc<u64>[] Many library
pub fn user() -> Vec<Rc<u64>> {
    Vec::with_capacity(3)
}
