// corpus@O0: leak class=cycle findings=1 objects=2 times=1 field=value.other edges=value.other@17,value.other@18 proof=proved
// corpus@O2: leak class=cycle findings=1 objects=2 times=1 field=value.other edges=value.other@17,value.other@18 proof=proved
// corpus@O0g0: leak class=cycle known-wrong: without types no count is proved, a word on a stack is trusted
// corpus@O2g0: leak class=cycle known-wrong: without types no count is proved, a word on a stack is trusted
// fixed: clean
// A thread ends the process while main, which has moved its handles away, waits for it. In the twin main has one yet.
use std::sync::{Arc, Mutex};
use std::thread;

struct Peer {
    number: u64,
    other: Mutex<Option<Arc<Peer>>>,
}

fn main() {
    let a = Arc::new(Peer { number: 1, other: Mutex::new(None) });
    let b = Arc::new(Peer { number: 2, other: Mutex::new(Some(a.clone())) });
    *a.other.lock().unwrap() = Some(b.clone());
    let sum = a.number + b.number;
    drop(a);
    #[cfg(not(fixed))]
    drop(b);
    let ending = thread::spawn(move || std::process::exit(if sum == 3 { 0 } else { 1 }));
    ending.join().unwrap();
    #[cfg(fixed)]
    println!("{}", b.number);
}
