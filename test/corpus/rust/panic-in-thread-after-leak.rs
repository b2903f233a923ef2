// corpus: leak class=cycle members=2 objects=2 bytes=64 field=value.next
// corpus: leak class=lost members=1 bytes=70
// fixed: clean
// A thread panics; the others, and the program's end, are as ever.
use std::sync::{Arc, Mutex};
use std::thread;

struct Node {
    next: Mutex<Option<Arc<Node>>>,
}

fn work() {
    let first = Arc::new(Node { next: Mutex::new(None) });
    let second = Arc::new(Node { next: Mutex::new(Some(first.clone())) });
    if !cfg!(fixed) {
        *first.next.lock().unwrap() = Some(second.clone());
        std::mem::forget(vec![1u8; 70]);
    }
    let kept = vec![2u8; 80];
    if kept.len() == 80 && second.next.lock().is_ok() {
        panic!("with locals to drop");
    }
}

fn main() {
    std::panic::set_hook(Box::new(|_| ()));
    let threads: Vec<_> = (0..3).map(|i| thread::spawn(move || if i == 1 { work() })).collect();
    let failed = threads.into_iter().map(|t| t.join()).filter(|r| r.is_err()).count();
    assert_eq!(failed, 1);
}
