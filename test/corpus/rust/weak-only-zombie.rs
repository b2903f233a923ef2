// corpus: leak class=weak-only findings=1 members=1 objects=1 times=1 bytes=56
use std::rc::{Rc, Weak};

struct Cache {
    _bytes: [u64; 5],
}

fn main() {
    let cache = Rc::new(Cache { _bytes: [0; 5] });
    let weak: Weak<Cache> = Rc::downgrade(&cache);
    drop(cache);
    assert!(weak.upgrade().is_none());
    std::mem::forget(weak);
}
