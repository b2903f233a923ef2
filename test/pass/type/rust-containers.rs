// Intent: containers own storage: Vec's and String's of many, a hash table's of buckets, and know their elements.
// REQUIRES: rust
// RUN: %rustc_refsan --crate-type=lib --emit=llvm-ir %s -o - | %python %S/../Inputs/show.py | FileCheck %s
use std::collections::HashMap;
use std::rc::Rc;

// CHECK: type rust_containers::Node short Node size {{[0-9]+}} complete
// CHECK-DAG: {{[0-9]+}} kids: Storage Counted of Rc<u64>[]
// CHECK-DAG: {{[0-9]+}} text: Storage Counted of u8[]
// CHECK-DAG: {{[0-9]+}} map: Storage Buckets of (u32, Rc<u64>)[]
// CHECK-DAG: {{[0-9]+}} pair.1: Strong One
// CHECK-DAG: {{[0-9]+}} two[1]: Strong One
pub struct Node {
    pub kids: Vec<Rc<u64>>,
    pub text: String,
    pub map: HashMap<u32, Rc<u64>>,
    pub pair: (u8, Rc<u64>),
    pub two: [Rc<u64>; 2],
}
pub fn user(node: Node) -> Box<Node> {
    Box::new(node)
}
