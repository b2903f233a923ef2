// corpus: leak class=forgotten-reference findings=1 members=1 objects=1 times=1 candidate=11
use std::mem::ManuallyDrop;
use std::sync::Arc;

struct Guard {
    lock: ManuallyDrop<Arc<u32>>,
}

fn main() {
    let lock = Arc::new(1);
    let guard = Guard { lock: ManuallyDrop::new(lock.clone()) };
    assert_eq!(Arc::strong_count(&guard.lock), 2);
}
