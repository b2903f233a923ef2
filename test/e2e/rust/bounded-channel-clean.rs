// Intent: the same worker, which does its last job, too.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %silent 0 %run %t

use std::sync::mpsc::{sync_channel, Receiver};
use std::sync::{Arc, Mutex};

type Job = Box<dyn FnOnce(&Worker) -> usize + Send>;

struct Worker {
    jobs: Mutex<Receiver<Job>>,
    peers: Mutex<Receiver<Arc<Worker>>>,
    name: String,
}

fn next(worker: &Worker) -> usize {
    let job = worker.jobs.lock().unwrap().recv().unwrap();
    job(worker)
}

fn main() {
    let (jobs, waiting) = sync_channel::<Job>(3);
    let (peers, known) = sync_channel(2);
    let worker = Arc::new(Worker { jobs: Mutex::new(waiting), peers: Mutex::new(known), name: "first".into() });
    for extra in 0..4 {
        jobs.send(Box::new(move |worker| worker.name.len() + extra)).unwrap();
        assert_eq!(next(&worker), 5 + extra);
        peers.send(worker.clone()).unwrap();
        assert!(worker.peers.lock().unwrap().recv().is_ok());
    }
    let itself = worker.clone();
    jobs.send(Box::new(move |_| itself.name.len())).unwrap();
    assert_eq!(next(&worker), 5);
}
