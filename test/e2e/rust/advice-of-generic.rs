// Intent: advice names a generic type, and not what the handle makes of it, though there is a tuple among its arguments.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s

use std::cell::RefCell;
use std::rc::Rc;

struct Tree<K, V> {
    entry: (K, V),
    up: RefCell<Option<Rc<Tree<K, V>>>>,
}

fn main() {
    // CHECK: Rc<advice_of_generic::Tree<String, (u8, f32)>>
    let tree = Rc::new(Tree { entry: ("a".to_string(), (1u8, 2f32)), up: RefCell::new(None) });
    *tree.up.borrow_mut() = Some(tree.clone());
    // CHECK: to break it: make `Tree::up` a `Weak`
    assert_eq!(tree.entry.1 .0, 1);
}
