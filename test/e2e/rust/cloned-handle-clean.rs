// Intent: see cloned-handle.rs; here each is taken back.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %silent 0 %run %t
// RUN: %rustc_refsan -Ccodegen-units=16 %s -o %t.units
// RUN: %silent 0 %run %t.units

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
    pub fn make() {
        let inner = Derived(Rc::new(Inner { next: RefCell::new(None) }));
        *inner.0.next.borrow_mut() = Some(inner.clone());
        let node = Shared(Rc::new(Node { itself: RefCell::new(None) }));
        *node.0.itself.borrow_mut() = Some(node.clone());
        inner.0.next.take();
        node.0.itself.take();
    }
}

fn main() {
    tree::make();
}
