// corpus: leak class=forgotten-reference findings=1 members=1 objects=1 times=1 bytes=24 candidate=7
use std::rc::Rc;

fn main() {
    let value = Rc::new(7u64);
    let one = value.clone();
    let two = value.clone();
    let three = value.clone();
    assert_eq!(*one + *three, 14);
    std::mem::forget(two);
}
