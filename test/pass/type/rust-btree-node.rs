// Intent: of a B-tree's nodes those keys, values and children count that the node says it has.
// REQUIRES: rust
// RUN: %rustc_refsan --crate-type=lib --emit=llvm-ir %s -o - | %python %S/../Inputs/show.py | FileCheck %s
use std::{collections::BTreeMap, rc::Rc};

// CHECK: type Rc<rust_btree_node::Owner> short Owner
// CHECK-NEXT: 16 value.parts: Storage One
pub struct Owner {
    pub parts: BTreeMap<u64, Rc<u64>>,
}

// CHECK: type InternalNode<u64, Rc<u64>> {{.*}} private complete
// CHECK: 96 -: Strong One when 2 bytes at [[LEN:[0-9]+]] in 1..11
// CHECK-NEXT: 104 -: Strong One when 2 bytes at [[LEN]] in 2..11
// CHECK: 192 -: Storage One when 2 bytes at [[LEN]] in 0..12
// CHECK-NEXT: 200 -: Storage One when 2 bytes at [[LEN]] in 1..12
pub fn user(owner: &mut Owner, part: Rc<u64>) {
    owner.parts.insert(1, part);
}
pub fn keep(owner: Owner) -> Rc<Owner> {
    Rc::new(owner)
}
