// corpus@O0: leak class=forgotten-reference findings=1 members=1 objects=1 times=1 candidate=10
// corpus@O2: leak class=forgotten-reference findings=1 members=1 objects=1 times=1 candidate=10
// corpus@O0g0: leak class=forgotten-reference findings=1 members=1 objects=1 times=1 candidate=10
// corpus@O2g0: leak class=forgotten-reference findings=1 members=1 objects=1 times=1 candidate=10
use std::sync::Arc;

fn main() {
    let value = Arc::new([1u8; 16]);
    let raw = Arc::as_ptr(&value);
    unsafe { Arc::increment_strong_count(raw) };
    assert_eq!(Arc::strong_count(&value), 2);
}
