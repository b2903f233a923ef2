//===- rc_tree.rs - a tree of Rc, walked by value -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// rc_tree DEPTH WALKS
//
//===----------------------------------------------------------------------===//

use std::cell::RefCell;
use std::rc::{Rc, Weak};

struct Node {
    value: u64,
    parent: RefCell<Weak<Node>>,
    children: RefCell<Vec<Rc<Node>>>,
}

fn grow(depth: u32, number: &mut u64) -> Rc<Node> {
    let node = Rc::new(Node { value: *number, parent: RefCell::new(Weak::new()), children: RefCell::new(Vec::new()) });
    *number += 1;
    if depth > 0 {
        for _ in 0..4 {
            let child = grow(depth - 1, number);
            *child.parent.borrow_mut() = Rc::downgrade(&node);
            node.children.borrow_mut().push(child);
        }
    }
    node
}

fn walk(node: Rc<Node>) -> u64 {
    let mut sum = node.value;
    for child in node.children.borrow().iter() {
        sum += walk(child.clone());
    }
    sum
}

fn collect(root: &Rc<Node>) -> u64 {
    let mut found = vec![root.clone()];
    let mut sum = 0;
    let mut at = 0;
    while at < found.len() {
        let node = found[at].clone();
        at += 1;
        sum += node.value + u64::from(node.parent.borrow().upgrade().is_some());
        for child in node.children.borrow().iter() {
            found.push(Rc::clone(child));
        }
    }
    sum
}

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>().unwrap());
    let (depth, walks) = (arguments.next().unwrap() as u32, arguments.next().unwrap());
    let mut sum = 0;
    for start in 0..walks {
        let mut number = start;
        let tree = grow(depth, &mut number);
        sum += walk(tree.clone()) + walk(tree.clone()) + walk(tree.clone()) + collect(&tree);
    }
    println!("{sum}");
}
