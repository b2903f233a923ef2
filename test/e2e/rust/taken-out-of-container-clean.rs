// Intent: what was taken out of containers, or received, and has gone is no leak; what they have is alive.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %silent 0 %run %t

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{mpsc, Arc, Mutex};

struct Node {
    number: u32,
    #[allow(dead_code)]
    next: Mutex<Option<Arc<Node>>>,
}

fn node(number: u32) -> Arc<Node> {
    Arc::new(Node { number, next: Mutex::new(None) })
}

fn close(node: Arc<Node>) -> u32 {
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
