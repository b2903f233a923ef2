// Intent: Box is an owner, fat or not; a reference and a raw pointer say nothing of ownership.
// REQUIRES: rust
// RUN: %rustc_refsan --crate-type=lib --emit=llvm-ir %s -o - | %python %S/../Inputs/show.py | FileCheck %s
// CHECK: type rust_owners::Node short Node size {{[0-9]+}} complete
// CHECK-DAG: {{[0-9]+}} boxed: Owner One
// CHECK-DAG: {{[0-9]+}} object: Owner One
// CHECK-DAG: {{[0-9]+}} reference: Raw One
// CHECK-DAG: {{[0-9]+}} slice: Raw One
// CHECK-DAG: {{[0-9]+}} pointer: Raw One
pub struct Node {
    pub boxed: Box<u64>,
    pub object: Option<Box<dyn Fn()>>,
    pub reference: &'static u64,
    pub slice: &'static [u64],
    pub pointer: *const u64,
}
pub fn user(node: Node) -> Box<Node> {
    Box::new(node)
}
