// corpus@O0: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.other proof=proved
// corpus@O2: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.other proof=proved
// corpus@O0g0: leak class=cycle known-wrong: without types no count is proved, a word on a stack is trusted
// corpus@O2g0: leak class=cycle known-wrong: without types no count is proved, a word on a stack is trusted
// fixed: clean
// A thread that runs for ever has dropped its handles; the twin's works with one.
use std::hint::black_box;
use std::sync::{mpsc, Arc, Mutex};
use std::thread;

struct Peer {
    number: u64,
    other: Mutex<Option<Arc<Peer>>>,
}

fn main() {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let a = Arc::new(Peer { number: 1, other: Mutex::new(None) });
        let b = Arc::new(Peer { number: 2, other: Mutex::new(Some(a.clone())) });
        *a.other.lock().unwrap() = Some(b.clone());
        let mut sum = a.number + b.number;
        drop(a);
        #[cfg(not(fixed))]
        drop(b);
        sender.send(()).unwrap();
        loop {
            #[cfg(fixed)]
            black_box(b.number);
            sum = black_box(sum).wrapping_mul(7);
        }
    });
    receiver.recv().unwrap();
    std::process::exit(0);
}
