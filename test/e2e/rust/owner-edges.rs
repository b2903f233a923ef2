// Intent: a boxed closure was taken where it was made.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %rustc_refsan --cfg clean %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#![allow(unexpected_cfgs)]
use std::cell::RefCell;
use std::rc::Rc;

struct Button {
    hooks: RefCell<Vec<Box<dyn Fn() -> usize>>>,
}

fn main() {
    let button = Rc::new(Button { hooks: RefCell::default() });
    let same = Rc::clone(&button);
    let hook = move || same.hooks.borrow().len();
    button.hooks.borrow_mut().push(Box::new(hook));
    #[cfg(clean)]
    button.hooks.borrow_mut().clear();
}
// CHECK: RefSan: 1 reference cycle keeps
// CHECK: value.hooks[0] holds the next object, as its only owner {{ *}}since it was made at {{.*}}.rs:20:
// CHECK: same holds the first object {{ *}}taken at {{.*}}.rs:18:
