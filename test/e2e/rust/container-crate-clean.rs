// Intent: a value taken out of a fetched crate's container is freed, and what stays in it is held.
// REQUIRES: rust
// RUN: rm -rf %t && mkdir -p %t/registry/src/index/slab-0.4.9/src && cp %S/Inputs/slab.rs %t/registry/src/index/slab-0.4.9/src/lib.rs
// RUN: %rustc_refsan --crate-type rlib --crate-name slab %t/registry/src/index/slab-0.4.9/src/lib.rs -o %t/libslab.rlib
// RUN: %rustc_refsan %s --extern slab=%t/libslab.rlib -o %t/program
// RUN: %silent 0 %run %t/program

use slab::Slab;
use std::cell::RefCell;
use std::rc::Rc;

struct Scene {
    items: RefCell<Slab<Item>>,
}

struct Item {
    scene: Option<Rc<Scene>>,
}

thread_local! {
    static KEPT: Slab<Box<u64>> = {
        let mut kept = Slab::new();
        kept.insert(Slab::boxed(7));
        kept
    };
}

fn main() {
    let scene = Rc::new(Scene { items: RefCell::new(Slab::new()) });
    let item = Item { scene: Some(scene.clone()) };
    let key = scene.items.borrow_mut().insert(item);
    let taken = scene.items.borrow_mut().remove(key);
    assert!(taken.unwrap().scene.is_some());
    KEPT.with(|_| ());
}
