// Intent: the reference that an object was made with is taken where it was stored: in a container, a field or a cell, by the user's code or the library's.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s --implicit-check-not='made with'
// RUN: %rustc_refsan --cfg clean %s -o %t-clean
// RUN: %silent 0 %run %t-clean

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::rc::Rc;
use std::sync::{Arc, Mutex};

#[derive(Default)]
struct Node {
    parent: RefCell<Option<Rc<Node>>>,
    children: RefCell<Vec<Rc<Node>>>,
    named: RefCell<HashMap<u32, Rc<Node>>>,
    sorted: RefCell<BTreeMap<u32, Rc<Node>>>,
    queue: RefCell<VecDeque<Rc<Node>>>,
    next: RefCell<Option<Rc<Node>>>,
    first: OnceCell<Rc<Node>>,
    hook: RefCell<Option<Box<dyn Fn() -> usize>>>,
}

#[derive(Default)]
struct Shared {
    other: Mutex<Option<Arc<Shared>>>,
}

// Its line says where, the object is made elsewhere.
fn child_of(parent: &Rc<Node>) -> Rc<Node> {
    let child = Rc::new(Node::default());
    if !cfg!(clean) {
        *child.parent.borrow_mut() = Some(Rc::clone(parent));
    }
    child
}

impl Node {
    fn adopt(&self, child: Rc<Node>) {
        self.children.borrow_mut().push(child); // adopts
    }
}

fn main() {
    let parent = Rc::new(Node::default());
    parent.adopt(child_of(&parent));

    let parent = Rc::new(Node::default());
    let child = child_of(&parent);
    parent.named.borrow_mut().insert(1, child); // names

    let parent = Rc::new(Node::default());
    let child = child_of(&parent);
    parent.sorted.borrow_mut().insert(1, child); // sorts

    let parent = Rc::new(Node::default());
    let child = child_of(&parent);
    parent.queue.borrow_mut().push_back(child); // queues

    let parent = Rc::new(Node::default());
    let child = child_of(&parent);
    *parent.next.borrow_mut() = Some(child); // stores

    let parent = Rc::new(Node::default());
    let child = child_of(&parent);
    parent.first.set(child).ok(); // sets

    // The library calls a closure of the user's, whose line it is.
    [()].iter().for_each(|_| {
        let parent = Rc::new(Node::default());
        let child = child_of(&parent);
        parent.next.replace(Some(child)); // replaces
    });

    let parent = Rc::new(Node::default());
    let child = child_of(&parent);
    *parent.hook.borrow_mut() = Some(Box::new(move || Rc::strong_count(&child))); // captures

    let one = Arc::new(Shared::default());
    let other = Arc::new(Shared::default());
    if !cfg!(clean) {
        *one.other.lock().unwrap() = Some(Arc::clone(&other));
    }
    *other.other.lock().unwrap() = Some(one); // locks
}
// CHECK: RefSan: 9 reference cycles
// CHECK-DAG: value.children[0] holds the next object {{ *}}taken at {{.*}}.rs:41:36  (closed the cycle)
// CHECK-DAG: value.named[…] holds the next object {{ *}}taken at {{.*}}.rs:51:31
// CHECK-DAG: value.sorted[…] holds the next object {{ *}}taken at {{.*}}.rs:55:32
// CHECK-DAG: value.queue[0] holds the next object {{ *}}taken at {{.*}}.rs:59:31
// CHECK-DAG: value.next holds the next object {{ *}}taken at {{.*}}.rs:63:5
// CHECK-DAG: value.first holds the next object {{ *}}taken at {{.*}}.rs:67:18
// CHECK-DAG: value.next holds the next object {{ *}}taken at {{.*}}.rs:73:21
// CHECK-DAG: child holds the next object {{ *}}taken at {{.*}}.rs:78:38
// CHECK-DAG: value.other holds the {{next|first}} object {{ *}}taken at {{.*}}.rs:85:5
