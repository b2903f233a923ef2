// corpus: clean exit=0
use std::sync::{Arc, RwLock};

struct Node {
    next: RwLock<Option<Arc<Node>>>,
}

fn main() {
    let a = Arc::new(Node { next: RwLock::new(None) });
    *a.next.write().unwrap() = Some(a.clone());
    let old = a.next.write().unwrap().take();
    drop(old);
}
