// corpus: clean exit=0
use std::rc::{Rc, Weak};

struct Cache {
    _bytes: [u64; 5],
}

fn main() {
    let cache = Rc::new(Cache { _bytes: [0; 5] });
    let weak: Weak<Cache> = Rc::downgrade(&cache);
    drop(cache);
    assert!(weak.upgrade().is_none());
    let copies = vec![weak.clone(); 4];
    assert_eq!(copies.iter().map(Weak::strong_count).sum::<usize>(), 0);
}
