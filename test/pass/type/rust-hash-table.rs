// Intent: a hash table's buffer is buckets of its entries, named whole: a tuple's short name is itself.
// REQUIRES: rust
// RUN: %rustc_refsan --crate-type=lib --emit=llvm-ir %s -o - | %python %S/../Inputs/show.py | FileCheck %s
use std::collections::HashMap;
use std::rc::Rc;

// CHECK: type (u32, Rc<u64>)[] short (u32, Rc<u64>) size 16 private complete
// CHECK-NEXT: 8 1: Strong One
// CHECK: site Call mod.rs:{{.*}} in hashbrown::raw::RawTable<(u32, alloc::rc::Rc<u64>)>::{{.*}} of (u32, Rc<u64>)[] Buckets library
pub fn user(map: &mut HashMap<u32, Rc<u64>>) {
    map.reserve(7);
}
