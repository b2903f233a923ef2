// corpus: clean exit=0
use std::mem::ManuallyDrop;
use std::sync::Arc;

struct Guard {
    lock: ManuallyDrop<Arc<u32>>,
}
impl Drop for Guard {
    fn drop(&mut self) {
        unsafe { ManuallyDrop::drop(&mut self.lock) }
    }
}

fn main() {
    let lock = Arc::new(1);
    let guard = Guard { lock: ManuallyDrop::new(lock.clone()) };
    assert_eq!(Arc::strong_count(&guard.lock), 2);
}
