// Intent: in a container of a fetched crate the field is the user's own name for it, and what the crate makes has the user's line; of a crate of the user's with that name lines are shown.
// REQUIRES: rust
// RUN: rm -rf %t && mkdir -p %t/registry/src/index/slab-0.4.9/src && cp %S/Inputs/slab.rs %t/registry/src/index/slab-0.4.9/src/lib.rs
// RUN: %rustc_refsan --crate-type rlib --crate-name slab %t/registry/src/index/slab-0.4.9/src/lib.rs -o %t/libslab.rlib
// RUN: %rustc_refsan %s --extern slab=%t/libslab.rlib -o %t/program
// RUN: %exits 23 %run %t/program 2>&1 | FileCheck %s --check-prefixes=CHECK,FETCHED
// RUN: mkdir %t/own && cp %S/Inputs/slab.rs %t/own/slab.rs
// RUN: %rustc_refsan --crate-type rlib --crate-name slab %t/own/slab.rs -o %t/own/libslab.rlib
// RUN: %rustc_refsan %s --extern slab=%t/own/libslab.rlib -o %t/own/program
// RUN: %exits 23 %run %t/own/program 2>&1 | FileCheck %s --check-prefixes=CHECK,OWN

use slab::Slab;
use std::cell::RefCell;
use std::rc::Rc;

struct Scene {
    items: RefCell<Slab<Item>>,
}

struct Item {
    scene: Option<Rc<Scene>>,
}

fn build() {
    let scene = Rc::new(Scene { items: RefCell::new(Slab::new()) });
    let item = Item { scene: Some(scene.clone()) };
    scene.items.borrow_mut().insert(item);
}

fn main() {
    build();
    std::mem::forget(Slab::boxed([7u64; 3]));
}
// CHECK: RefSan: 1 reference cycle
// CHECK: Rc<container_crate::Scene>
// CHECK: value.items[0].scene holds the object itself
// CHECK-SAME: taken at {{.*}}container-crate.rs:26:41 by Rc::clone
// CHECK: lost
// FETCHED: 24 bytes{{.*}} made at {{.*}}container-crate.rs:32:22 in container_crate::main
// OWN: 24 bytes{{.*}} made at {{.*}}slab.rs:26:9
