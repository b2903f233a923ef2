// corpus: leak class=cycle members=1 objects=1 edges=value.jobs[…].Run.pool@26 proof=proved
// fixed: clean
// A message on its way holds what the channel's end belongs to; the one before it was received.
use std::sync::mpsc::{channel, Receiver, Sender};
use std::sync::{Arc, Mutex};

enum Message {
    Stop,
    Run { pool: Arc<Pool>, number: u32 },
}
struct Pool {
    jobs: Sender<Message>,
    next: Mutex<Receiver<Message>>,
}
fn take(pool: &Pool) -> u32 {
    match pool.next.lock().unwrap().recv() {
        Ok(Message::Run { pool, number }) => number + pool.next.is_poisoned() as u32,
        _ => 0,
    }
}
fn main() {
    let (jobs, next) = channel();
    let pool = Arc::new(Pool { jobs, next: Mutex::new(next) });
    pool.jobs.send(Message::Stop).unwrap();
    pool.jobs.send(Message::Run { pool: Arc::clone(&pool), number: 1 }).unwrap();
    pool.jobs.send(Message::Run { pool: Arc::clone(&pool), number: 2 }).unwrap();
    let mut sum = take(&pool) + take(&pool);
    if cfg!(fixed) {
        sum += take(&pool);
    }
    assert!(sum > 0);
}
