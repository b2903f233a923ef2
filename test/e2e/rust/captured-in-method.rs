// Intent: closures and futures of methods are called by the method's name, and advice for both is about what they captured.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

#[derive(Default)]
struct Client {
    pending: RefCell<Vec<Pin<Box<dyn Future<Output = usize>>>>>,
    closed: RefCell<Option<Rc<dyn Fn() -> usize>>>,
}

impl Client {
    // CHECK: Rc<closure in captured_in_method::on_close>
    // CHECK: to break it: capture `client` as a `Weak` in the closure in captured_in_method::on_close, or drop the closure
    fn on_close(self: &Rc<Self>) {
        let client = self.clone();
        let seen = [0u64; 20];
        *self.closed.borrow_mut() = Some(Rc::new(move || client.pending.borrow().len() + seen.len()));
    }

    // CHECK: future of captured_in_method::start {{ *}}{{[0-9]+}} bytes
    // CHECK: to break it: capture `client` as a `Weak` in the future of captured_in_method::start, or drop the future
    fn start(self: &Rc<Self>) {
        let client = self.clone();
        self.pending.borrow_mut().push(Box::pin(async move { client.pending.borrow().len() }));
    }
}

fn main() {
    Rc::new(Client::default()).on_close();
    Rc::new(Client::default()).start();
}
