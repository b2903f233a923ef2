// corpus: clean exit=0
use std::sync::{mpsc, Arc};
use std::thread;

fn main() {
    let (ready, wait) = mpsc::channel();
    thread::spawn(move || {
        let data = Arc::new(vec![1u64; 100]);
        ready.send(()).unwrap();
        loop {
            thread::sleep(std::time::Duration::from_secs(1000));
            assert_eq!(data.len(), 100);
        }
    });
    wait.recv().unwrap();
}
