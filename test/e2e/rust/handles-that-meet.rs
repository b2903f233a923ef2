// Intent: a handle of one of two kinds meets nothing before it is stored: what the pass keeps of it is there on each way (LLVM's verifier says so).
// RUN: %rustc_refsan -Zverify-llvm-ir %s -o %t
// RUN: %exits 23 %run %t leak 2>&1 | FileCheck %s
// RUN: %silent 0 %run %t
// REQUIRES: rust

use std::cell::RefCell;
use std::rc::Rc;

enum Owner {
    Person(Rc<Node>),
    Company(Rc<u64>),
}

struct Node {
    owner: RefCell<Option<Owner>>,
    sum: RefCell<u64>,
}

#[inline(never)]
fn owner_of(node: &Rc<Node>, number: usize) -> Owner {
    if number > 3 {
        Owner::Person(Rc::clone(node))
    } else {
        Owner::Company(Rc::new(number as u64))
    }
}

#[inline(never)]
fn own(node: &Rc<Node>, number: usize) {
    let owner = if number > 1 { Some(owner_of(node, number)) } else { None };
    let before = node.owner.replace(owner);
    *node.sum.borrow_mut() += match before {
        Some(Owner::Person(person)) => Rc::strong_count(&person) as u64,
        Some(Owner::Company(count)) => *count,
        None => 0,
    };
}

fn main() {
    let node = Rc::new(Node { owner: RefCell::new(None), sum: RefCell::new(0) });
    let leaks = std::env::args().len() > 1;
    for number in 0..if leaks { 6 } else { 4 } {
        own(&node, number);
    }
    assert!(*node.sum.borrow() > 0);
}
// CHECK: RefSan: 1 reference cycle keeps 1 object
// CHECK: made at {{.*}}handles-that-meet.rs:[[#@LINE-8]]
// CHECK: value.owner.Person.0 holds the object itself
