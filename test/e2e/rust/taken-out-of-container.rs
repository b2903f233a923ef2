// Intent: what was taken out of containers that live on, or received from a channel, is in their memory still; a cycle that it went into is held by nobody.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// CHECK: RefSan: 6 reference cycles keep 6 objects

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{mpsc, Arc, Mutex};

struct Node {
    number: u32,
    next: Mutex<Option<Arc<Node>>>,
}

fn node(number: u32) -> Arc<Node> {
    Arc::new(Node { number, next: Mutex::new(None) })
}

fn close(node: Arc<Node>) -> u32 {
    *node.next.lock().unwrap() = Some(node.clone());
    node.number
}

#[derive(Default)]
struct Held {
    stack: Vec<Arc<Node>>,
    cleared: Vec<Arc<Node>>,
    queue: VecDeque<Arc<Node>>,
    map: HashMap<u32, Arc<Node>>,
    sorted: BTreeMap<u32, Arc<Node>>,
}

fn fill(held: &mut Held) {
    for number in 0..3 {
        held.stack.push(node(number));
        held.queue.push_back(node(number));
        held.map.insert(number, node(number));
        held.sorted.insert(number, node(number));
    }
    held.cleared.push(node(9));
}

fn empty(held: &mut Held) -> u32 {
    close(held.cleared[0].clone());
    held.cleared.clear();
    close(held.stack.pop().unwrap())
        + close(held.queue.pop_front().unwrap())
        + close(held.map.remove(&1).unwrap())
        + close(held.sorted.remove(&2).unwrap())
}

fn main() {
    let held: &'static RefCell<Held> = Box::leak(Box::default());
    fill(&mut held.borrow_mut());
    let mut sum = empty(&mut held.borrow_mut());
    let (sender, receiver) = mpsc::channel();
    sender.send(node(7)).unwrap();
    sum += close(receiver.recv().unwrap());
    println!("{sum}");
    std::process::exit(0);
}
