// corpus: clean exit=0
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    std::panic::set_hook(Box::new(|_| ()));
    let shared = Arc::new(Mutex::new(vec![0u8; 100]));
    let copy = shared.clone();
    let result = thread::spawn(move || {
        let guard = copy.lock().unwrap();
        panic!("{}", guard.len());
    })
    .join();
    assert!(result.is_err() && shared.is_poisoned());
}
