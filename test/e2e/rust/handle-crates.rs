// Intent: handles of fetched crates that hold the address of the value are as strong as what they stand for; fields and lines are the user's.
// REQUIRES: rust
// RUN: rm -rf %t && mkdir -p %t/registry/src/index/arc-swap-1.9.5/src %t/registry/src/index/archery-1.2.3/src
// RUN: cp %S/Inputs/arc_swap.rs %t/registry/src/index/arc-swap-1.9.5/src/lib.rs
// RUN: cp %S/Inputs/archery.rs %t/registry/src/index/archery-1.2.3/src/lib.rs
// RUN: %rustc_refsan --crate-type rlib --crate-name arc_swap %t/registry/src/index/arc-swap-1.9.5/src/lib.rs -o %t/libarc_swap.rlib
// RUN: %rustc_refsan --crate-type rlib --crate-name archery %t/registry/src/index/archery-1.2.3/src/lib.rs -o %t/libarchery.rlib
// RUN: %rustc_refsan %s --extern arc_swap=%t/libarc_swap.rlib --extern archery=%t/libarchery.rlib -o %t/program
// RUN: %exits 23 %run %t/program 2>&1 | FileCheck %s

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
    *child.itself.lock().unwrap() = Some(ArcSwapAny::new(child.clone()));
    let count = parent.children.lock().unwrap().len();
    count
}

fn scope() {
    let scope = Rc::new(Scope { names: RefCell::new(None) });
    *scope.names.borrow_mut() = Some(SharedPointer::new(scope.clone()));
}

fn main() {
    assert_eq!(family(), 1);
    scope();
}
// CHECK: RefSan: 2 reference cycles
// CHECK: Rc<handle_crates::Scope>
// CHECK: value.names holds the next object {{.*}}handle-crates.rs:42:38
// CHECK: value holds the first object {{.*}}handle-crates.rs:42:63 by Rc::clone
// CHECK: to break it: make the handle in `Rc<Rc<handle_crates::Scope>>` a `Weak`
// CHECK: Arc<handle_crates::Child>
// CHECK: value.itself holds the object itself {{.*}}handle-crates.rs:35:64 by Arc::clone
// CHECK: weak-only 1
// CHECK: Arc<handle_crates::Parent>
