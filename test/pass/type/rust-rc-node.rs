// Intent: a counted block has its protocol, the name programmers write, and paths without RefCell and Option.
// REQUIRES: rust
// RUN: %rustc_refsan --crate-type=lib --emit=llvm-ir %s -o - | %python %S/../Inputs/show.py | FileCheck %s
use std::cell::RefCell;
use std::rc::{Rc, Weak};

// CHECK: type Rc<rust_rc_node::Node> short Node size 48 RustRc complete
// CHECK-DAG: {{[0-9]+}} value.next: Strong One
// CHECK-DAG: {{[0-9]+}} value.parent: Weak One
// CHECK: site Call boxed.rs:{{.*}} of Rc<rust_rc_node::Node> One library
pub struct Node {
    pub next: RefCell<Option<Rc<Node>>>,
    pub parent: RefCell<Weak<Node>>,
}
pub fn user(node: Node) -> Rc<Node> {
    Rc::new(node)
}
