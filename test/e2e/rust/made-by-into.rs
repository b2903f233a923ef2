// Intent: what into() makes in another codegen unit than the caller's has the line that calls into(), not one of the standard library's.
// REQUIRES: rust
// RUN: %rustc_refsan -Ccodegen-units=16 %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s

use std::cell::RefCell;
use std::rc::Rc;

mod memory {
    use std::rc::Rc;
    pub struct Shared<T: ?Sized>(pub Rc<T>);
    impl<T> From<T> for Shared<T> {
        fn from(value: T) -> Self {
            Self(value.into())
// CHECK: cycle 1   1 object
// CHECK: Rc<made_by_into::tree::Node> {{.*}} made at {{.*}}made-by-into.rs:[[@LINE-2]]:24 in
        }
    }
}

mod tree {
    use super::*;
    pub struct Node {
        pub itself: RefCell<Option<memory::Shared<Node>>>,
    }
    pub fn make() {
        let node = memory::Shared::from(Node { itself: RefCell::new(None) });
        let held = memory::Shared(Rc::clone(&node.0));
        *node.0.itself.borrow_mut() = Some(held);
    }
}

fn main() {
    tree::make();
}
