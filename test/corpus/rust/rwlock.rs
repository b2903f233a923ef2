// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 bytes=40 field=value.next taken=10
use std::sync::{Arc, RwLock};

struct Node {
    next: RwLock<Option<Arc<Node>>>,
}

fn main() {
    let a = Arc::new(Node { next: RwLock::new(None) });
    *a.next.write().unwrap() = Some(a.clone());
}
