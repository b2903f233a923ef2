// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 taken=14,15
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Default)]
struct Node {
    next: Mutex<Option<Arc<Node>>>,
}

fn main() {
    let a = Arc::new(Node::default());
    let b = Arc::new(Node::default());
    thread::scope(|s| {
        s.spawn(|| *a.next.lock().unwrap() = Some(b.clone()));
        s.spawn(|| *b.next.lock().unwrap() = Some(a.clone()));
    });
}
