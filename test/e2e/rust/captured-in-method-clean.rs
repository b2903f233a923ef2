// Intent: the same with weak captures.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %silent 0 %run %t

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
    fn on_close(self: &Rc<Self>) {
        let client = Rc::downgrade(self);
        let seen = [0u64; 20];
        *self.closed.borrow_mut() = Some(Rc::new(move || client.strong_count() + seen.len()));
    }

    fn start(self: &Rc<Self>) {
        let client = Rc::downgrade(self);
        self.pending.borrow_mut().push(Box::pin(async move { client.strong_count() }));
    }
}

fn main() {
    Rc::new(Client::default()).on_close();
    Rc::new(Client::default()).start();
}
