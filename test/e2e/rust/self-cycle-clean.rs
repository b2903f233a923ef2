// Intent: the same object with its own field cleared is freed.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %silent 0 %run %t

use std::cell::RefCell;
use std::rc::Rc;

struct Scope {
    name: String,
    root: RefCell<Option<Rc<Scope>>>,
}

fn global() -> usize {
    let scope = Rc::new(Scope { name: "global".to_string(), root: RefCell::new(None) });
    *scope.root.borrow_mut() = Some(scope.clone());
    scope.root.borrow_mut().take();
    scope.name.len()
}

fn main() {
    assert_eq!(global(), 6);
}
