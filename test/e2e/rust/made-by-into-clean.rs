// Intent: see made-by-into.rs; here the node's own reference is weak.
// REQUIRES: rust
// RUN: %rustc_refsan -Ccodegen-units=16 %s -o %t
// RUN: %silent 0 %run %t

use std::cell::RefCell;
use std::rc::{Rc, Weak};

mod memory {
    use std::rc::Rc;
    pub struct Shared<T: ?Sized>(pub Rc<T>);
    impl<T> From<T> for Shared<T> {
        fn from(value: T) -> Self {
            Self(value.into())
        }
    }
}

mod tree {
    use super::*;
    pub struct Node {
        pub itself: RefCell<Option<Weak<Node>>>,
    }
    pub fn make() {
        let node = memory::Shared::from(Node { itself: RefCell::new(None) });
        *node.0.itself.borrow_mut() = Some(Rc::downgrade(&node.0));
    }
}

fn main() {
    tree::make();
}
