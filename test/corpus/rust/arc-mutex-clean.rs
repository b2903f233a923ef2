// corpus: clean exit=0
use std::sync::{Arc, Mutex, Weak};

struct Actor {
    peer: Mutex<Option<Arc<Actor>>>,
    back: Mutex<Weak<Actor>>,
}

fn main() {
    let a = Arc::new(Actor { peer: Mutex::new(None), back: Mutex::new(Weak::new()) });
    let b = Arc::new(Actor { peer: Mutex::new(None), back: Mutex::new(Arc::downgrade(&a)) });
    *a.peer.lock().unwrap() = Some(Arc::clone(&b));
    assert!(b.peer.lock().unwrap().is_none() && b.back.lock().unwrap().upgrade().is_some());
}
