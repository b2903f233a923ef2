// Intent: what the clone() of a handle takes, derived or by hand and no more than that, was taken where it was called, also from another codegen unit.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %rustc_refsan -Ccodegen-units=16 %s -o %t.units
// RUN: %exits 23 %run %t.units 2>&1 | FileCheck %s

mod handle {
    use std::cell::RefCell;
    use std::rc::Rc;

    #[derive(Clone)]
    pub struct Derived(pub Rc<Inner>);

    pub struct Inner {
        pub next: RefCell<Option<Derived>>,
    }

    pub struct Shared<T: ?Sized>(pub Rc<T>);
    impl<T: ?Sized> Clone for Shared<T> {
        fn clone(&self) -> Self {
            Shared(Rc::clone(&self.0))
        }
    }
}

mod tree {
    use crate::handle::{Derived, Inner, Shared};
    use std::cell::RefCell;
    use std::rc::Rc;

    struct Node {
        itself: RefCell<Option<Shared<Node>>>,
    }
    // CHECK-DAG: value.next.0 holds the object itself {{.*}}cloned-handle.rs:[[@LINE+4]]:49 by Rc::clone
    // CHECK-DAG: value.itself.0 holds the object itself {{.*}}cloned-handle.rs:[[@LINE+5]]:49 by Rc::clone
    pub fn make() {
        let inner = Derived(Rc::new(Inner { next: RefCell::new(None) }));
        *inner.0.next.borrow_mut() = Some(inner.clone());
        let node = Shared(Rc::new(Node { itself: RefCell::new(None) }));
        *node.0.itself.borrow_mut() = Some(node.clone());
    }
}

fn main() {
    tree::make();
}
