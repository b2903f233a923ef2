// Intent: of a bounded channel's room only messages that wait hold something, not those that were received; a boxed closure that waits is proved.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %rustc_refsan --cfg clean %s -o %t-clean
// RUN: %silent 0 %run %t-clean

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
    #[cfg(clean)]
    assert_eq!(next(&worker), 5);
}
// CHECK: RefSan: 1 reference cycle keeps
// CHECK: cycle 1   2 objects, {{.*}} bytes) {{ *}}id
// CHECK: Arc<bounded_channel::Worker>
// CHECK: value.jobs[…][{{[0-9]+}}] holds the next object, as its only owner {{.*}}bounded-channel.rs:35:15
// CHECK: itself holds the first object {{.*}}bounded-channel.rs:34:{{[0-9]+}} by Arc::clone
