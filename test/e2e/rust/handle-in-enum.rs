// Intent: a handle in an enum that is passed by value is taken where it was cloned, wherever the first one is dropped.
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %rustc_refsan --cfg clean %s -o %t-clean
// RUN: %silent 0 %run %t-clean

use std::sync::{Arc, Mutex};
use std::thread;

enum Answer {
    Value(u64),
    Pending(Arc<Request>),
}
struct Reply<T> {
    slot: Mutex<Option<T>>,
}
struct Request {
    key: u64,
    reply: Arc<Reply<Answer>>,
}
impl<T> Reply<T> {
    fn send(&self, answer: T) {
        *self.slot.lock().unwrap() = Some(answer);
    }
    fn take(&self) -> Option<T> {
        self.slot.lock().unwrap().take()
    }
}

fn serve(request: &Arc<Request>) {
    if request.key % 2 == 0 {
        request.reply.send(Answer::Value(request.key));
    } else {
        request.reply.send(Answer::Pending(request.clone())); // the one
    }
}

fn ask(key: u64) -> Arc<Reply<Answer>> {
    let reply = Arc::new(Reply { slot: Mutex::new(None) });
    let request = Arc::new(Request { key, reply: Arc::clone(&reply) });
    thread::spawn(move || serve(&request)).join().unwrap();
    reply
}

fn main() {
    assert!(matches!(ask(4).take(), Some(Answer::Value(4))));
    let unread = ask(7);
    if cfg!(clean) {
        assert!(matches!(unread.take(), Some(Answer::Pending(r)) if r.key == 7));
    }
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects
// CHECK: Arc<handle_in_enum::Reply<handle_in_enum::Answer>> {{.*}}strong 1
// CHECK: value.slot.Pending.0 holds the next object {{ *}}taken at {{.*}}.rs:34:52 by Arc::clone
// CHECK: value.reply holds the first object {{ *}}taken at {{.*}}.rs:40:50 by Arc::clone
