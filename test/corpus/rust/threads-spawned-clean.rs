// corpus: clean exit=0
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let shared = Arc::new(Mutex::new(Vec::new()));
    let threads: Vec<_> = (0..4)
        .map(|n| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || shared.lock().unwrap().push(vec![n; 10]))
        })
        .collect();
    threads.into_iter().for_each(|t| t.join().unwrap());
    assert_eq!(shared.lock().unwrap().len(), 4);
}
