// corpus: clean exit=0
use std::rc::Rc;
use std::sync::Arc;

extern "C" fn callback(data: *const String) -> usize {
    let owned = unsafe { Rc::from_raw(data) };
    owned.len()
}

fn main() {
    let text = Rc::new("context".to_string());
    let raw = Rc::into_raw(text.clone());
    assert_eq!(callback(raw), 7);
    let shared = Arc::into_raw(Arc::new(5));
    unsafe { Arc::increment_strong_count(shared) };
    unsafe { Arc::decrement_strong_count(shared) };
    assert_eq!(unsafe { *Arc::from_raw(shared) }, 5);
    let boxed = Box::into_raw(Box::new([1u8; 64]));
    drop(unsafe { Box::from_raw(boxed) });
}
