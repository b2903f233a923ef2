// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 bytes=64 field=value.peer taken=10,11
use std::sync::{Arc, Mutex};

struct Actor {
    peer: Mutex<Option<Arc<Actor>>>,
}

fn main() {
    let a = Arc::new(Actor { peer: Mutex::new(None) });
    let b = Arc::new(Actor { peer: Mutex::new(Some(a.clone())) });
    *a.peer.lock().unwrap() = Some(Arc::clone(&b));
}
