// corpus@O0: leak class=cycle members=3 edges=value.waker@17,value.future@31,__awaitee.0@28
// corpus@O2: leak class=cycle members=3 edges=value.waker@17,value.future@31,__awaitee.0@28
// corpus@O0g0: leak class=lost
// corpus@O2g0: leak class=lost
// A waker in what its own task waits for; the moved capture is no second handle.
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
struct Shared {
    waker: Mutex<Option<Waker>>,
}
struct Recv(Arc<Shared>);
impl Future for Recv {
    type Output = u32;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        *self.0.waker.lock().unwrap() = Some(cx.waker().clone());
        Poll::Pending
    }
}
struct Task {
    future: Mutex<Pin<Box<dyn Future<Output = ()> + Send>>>,
}
impl Wake for Task {
    fn wake(self: Arc<Self>) {}
}
fn main() {
    let shared = Arc::new(Shared { waker: Mutex::new(None) });
    let recv = Recv(shared);
    let task = Arc::new(Task {
        future: Mutex::new(Box::pin(async move {
            println!("{}", recv.await);
        })),
    });
    let waker = Waker::from(task.clone());
    let mut cx = Context::from_waker(&waker);
    let _ = task.future.lock().unwrap().as_mut().poll(&mut cx);
}
