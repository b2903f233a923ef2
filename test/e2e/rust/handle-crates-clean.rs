// Intent: the same without the references that lead back; the weak one stays.
// REQUIRES: rust
// RUN: rm -rf %t && mkdir -p %t/registry/src/index/arc-swap-1.9.5/src %t/registry/src/index/archery-1.2.3/src
// RUN: cp %S/Inputs/arc_swap.rs %t/registry/src/index/arc-swap-1.9.5/src/lib.rs
// RUN: cp %S/Inputs/archery.rs %t/registry/src/index/archery-1.2.3/src/lib.rs
// RUN: %rustc_refsan --crate-type rlib --crate-name arc_swap %t/registry/src/index/arc-swap-1.9.5/src/lib.rs -o %t/libarc_swap.rlib
// RUN: %rustc_refsan --crate-type rlib --crate-name archery %t/registry/src/index/archery-1.2.3/src/lib.rs -o %t/libarchery.rlib
// RUN: %rustc_refsan %s --extern arc_swap=%t/libarc_swap.rlib --extern archery=%t/libarchery.rlib -o %t/program
// RUN: %silent 0 %run %t/program

use arc_swap::ArcSwapAny;
use archery::shared_pointer::SharedPointer;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Mutex, Weak};

struct Parent {
    children: Mutex<Vec<Arc<Child>>>,
}

struct Child {
    itself: Mutex<Option<ArcSwapAny<Arc<Child>>>>,
    parent: ArcSwapAny<Weak<Parent>>,
}

struct Scope {
    names: RefCell<Option<SharedPointer<Rc<Scope>>>>,
}

fn family() -> usize {
    let parent = Arc::new(Parent { children: Mutex::default() });
    let child = Arc::new(Child { itself: Mutex::default(), parent: ArcSwapAny::new(Weak::new()) });
    child.parent.store(Arc::downgrade(&parent));
    parent.children.lock().unwrap().push(child.clone());
    let count = parent.children.lock().unwrap().len();
    count
}

fn scope() {
    let scope = Rc::new(Scope { names: RefCell::new(None) });
    *scope.names.borrow_mut() = Some(SharedPointer::new(Rc::new(Scope { names: RefCell::new(None) })));
}

fn main() {
    assert_eq!(family(), 1);
    scope();
}
