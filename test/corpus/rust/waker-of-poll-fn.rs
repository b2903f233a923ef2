// corpus@O0: leak class=cycle members=3 edges=value.waker@40,value.future@38,slot@51
// corpus@O2: leak class=cycle members=3 edges=value.waker@40,value.future@38,slot@51
// corpus@O0g0: leak class=lost
// corpus@O2g0: leak class=lost
// fixed: clean
// A waker is cloned by a table of functions; the line is the one that says clone.
use std::future::{poll_fn, Future};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

#[derive(Default)]
struct Slot {
    waker: Mutex<Option<Waker>>,
    value: Mutex<Option<u32>>,
}

struct Task {
    future: Mutex<Option<Pin<Box<dyn Future<Output = ()> + Send>>>>,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        poll(&self);
    }
}

fn poll(task: &Arc<Task>) {
    let mut future = task.future.lock().unwrap();
    let waker = Waker::from(Arc::clone(task));
    let mut context = Context::from_waker(&waker);
    if future.as_mut().is_some_and(|f| f.as_mut().poll(&mut context).is_ready()) {
        *future = None;
    }
}

fn spawn(slot: Arc<Slot>) -> Arc<Task> {
    let future = Box::pin(poll_fn(move |context| match slot.value.lock().unwrap().take() {
        None => {
            *slot.waker.lock().unwrap() = Some(context.waker().clone());
            Poll::Pending
        }
        Some(_) => Poll::Ready(()),
    }));
    Arc::new(Task { future: Mutex::new(Some(future)) })
}

fn main() {
    let slot = Arc::new(Slot::default());
    #[rustfmt::skip]
    let task = spawn(slot.clone());
    poll(&task);
    if cfg!(fixed) {
        *slot.value.lock().unwrap() = Some(1);
        let waker = slot.waker.lock().unwrap().take().unwrap();
        waker.wake();
    }
}
