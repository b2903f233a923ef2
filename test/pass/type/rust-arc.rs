// Intent: an Arc is told like an Rc, its value's path too.
// REQUIRES: rust
// RUN: %rustc_refsan --crate-type=lib --emit=llvm-ir %s -o - | %python %S/../Inputs/show.py | FileCheck %s
use std::sync::{Arc, Mutex};

// CHECK: type Arc<rust_arc::Node> short Node size 32 RustArc complete
// CHECK-NEXT: 24 value.next: Strong One
pub struct Node {
    pub next: Mutex<Option<Arc<Node>>>,
}
pub fn user(node: Node) -> Arc<Node> {
    Arc::new(node)
}
