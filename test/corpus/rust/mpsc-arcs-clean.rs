// corpus: clean exit=0
use std::sync::mpsc;
use std::sync::Arc;
use std::thread;

fn main() {
    let (sender, receiver) = mpsc::channel();
    let value = Arc::new(vec![1, 2, 3]);
    for _ in 0..3 {
        let (sender, value) = (sender.clone(), Arc::clone(&value));
        thread::spawn(move || (0..50).for_each(|_| sender.send(value.clone()).unwrap()));
    }
    drop(sender);
    assert_eq!(receiver.iter().take(140).count(), 140);
}
