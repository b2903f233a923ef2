// Intent: the same tree without the reference to itself.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %silent 0 %run %t

use std::cell::RefCell;
use std::rc::Rc;

struct Tree<K, V> {
    entry: (K, V),
    up: RefCell<Option<Rc<Tree<K, V>>>>,
}

fn main() {
    let tree = Rc::new(Tree { entry: ("a".to_string(), (1u8, 2f32)), up: RefCell::new(None) });
    assert_eq!(tree.entry.1 .0, 1);
    assert!(tree.up.borrow().is_none());
}
