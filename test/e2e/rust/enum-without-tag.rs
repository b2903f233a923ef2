// Intent: in an enum whose tag lies in a variant's own field, and that variant is between two others, only fields of the variant that
// is there count: a string's length is none of a list's.
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %rustc_refsan --cfg clean %s -o %t-clean
// RUN: %silent 0 %run %t-clean

use std::cell::RefCell;
use std::rc::Rc;

#[allow(dead_code)]
enum Kind {
    Group(Box<[Rc<Node>]>),
    Leaf { text: String, root: Option<Rc<Node>> },
    Empty,
}
struct Node {
    kind: RefCell<Kind>,
}

fn node() -> Rc<Node> {
    Rc::new(Node { kind: RefCell::new(Kind::Empty) })
}

fn main() {
    let (root, leaf) = (node(), node());
    let children = vec![node(), node(), Rc::clone(&leaf)];
    *root.kind.borrow_mut() = Kind::Group(children.into_boxed_slice());
    *leaf.kind.borrow_mut() = Kind::Leaf { text: "leaf".to_string(), root: Some(Rc::clone(&root)) };
    if let Kind::Leaf { text, root } = &*leaf.kind.borrow() {
        assert!(root.is_some() && text.len() == 4);
    }
    if cfg!(clean) {
        *root.kind.borrow_mut() = Kind::Empty;
    }
}
// CHECK: RefSan: 1 reference cycle keeps 6 objects
// CHECK: cycle 1   2 objects
// CHECK: value.kind.Group.0[2] holds the next object {{ *}}taken at {{.*}}.rs:27:41 by Rc::clone
// CHECK: value.kind.Leaf.root holds the first object {{ *}}taken at {{.*}}.rs:29:81 by Rc::clone
