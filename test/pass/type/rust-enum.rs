// Intent: an enum's pointers have their variant's name, and the tag by which they are there; so may variants overlap.
// REQUIRES: rust
// RUN: %rustc_refsan --crate-type=lib --emit=llvm-ir %s -o - | %python %S/../Inputs/show.py | FileCheck %s
use std::rc::{Rc, Weak};

// CHECK: type rust_enum::Node short Node size 56 complete
// CHECK-NEXT: 8 niche.Own.1: Storage Counted of u8[] when 8 bytes at 0 not in -9223372036854775808..-9223372036854775808
// CHECK-NEXT: 8 niche.See.0: Weak One when 8 bytes at 0 in -9223372036854775808..-9223372036854775808
// CHECK-NEXT: 24 niche.Own.0: Strong One when 8 bytes at 0 not in -9223372036854775808..-9223372036854775808
// CHECK-NEXT: 40 state.Running.0: Strong One when 4 bytes at 32 in 0..0
// CHECK-NEXT: 40 state.Waiting.on: Weak One when 4 bytes at 32 in 1..1
// CHECK-NEXT: 48 state.Waiting.from: Raw One when 4 bytes at 32 in 1..1
pub struct Node {
    pub state: State,
    pub niche: Niche,
}
#[repr(C)]
pub enum State {
    Running(Rc<u64>),
    Waiting { on: Weak<u64>, from: &'static u64 },
    Done(u64),
}
pub enum Niche {
    Own(Rc<u64>, Vec<u8>),
    See(Weak<u64>),
}
pub fn user(node: Node) -> Box<Node> {
    Box::new(node)
}
