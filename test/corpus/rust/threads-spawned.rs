// corpus: leak class=cycle findings=1 members=2 objects=8 times=4 taken=17,18
use std::sync::{Arc, Mutex};
use std::thread;

struct Worker {
    boss: Arc<Boss>,
}
struct Boss {
    worker: Mutex<Option<Arc<Worker>>>,
}

fn main() {
    let threads: Vec<_> = (0..4)
        .map(|_| {
            thread::spawn(|| {
                let boss = Arc::new(Boss { worker: Mutex::new(None) });
                let worker = Arc::new(Worker { boss: boss.clone() });
                *boss.worker.lock().unwrap() = Some(worker.clone());
                assert_eq!(Arc::strong_count(&worker.boss), 2);
            })
        })
        .collect();
    threads.into_iter().for_each(|t| t.join().unwrap());
}
