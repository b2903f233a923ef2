// Intent: an enum's pointers have their variant's name; where variants overlap the one that means most stands for all.
// REQUIRES: rust
// RUN: %rustc_refsan --crate-type=lib --emit=llvm-ir %s -o - | %python %S/../Inputs/show.py | FileCheck %s
use std::rc::{Rc, Weak};

// CHECK: type rust_enum::Node short Node size 24 complete
// CHECK-NEXT: 8 state.Running.0: Strong One
// CHECK-NEXT: 16 state.Waiting.on: Weak One
// CHECK-NOT: state
pub struct Node {
    pub state: State,
}
pub enum State {
    Running(Rc<u64>),
    Waiting { from: &'static u64, on: Weak<u64> },
    Done(u64),
}
pub fn user(node: Node) -> Box<Node> {
    Box::new(node)
}
