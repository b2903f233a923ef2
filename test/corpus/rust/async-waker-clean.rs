// corpus: clean exit=0
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake};

struct Counter;
impl Wake for Counter {
    fn wake(self: Arc<Self>) {}
}
async fn twice(shared: Arc<Vec<u8>>) -> usize {
    let inner = async {
        std::future::ready(()).await;
        shared.len()
    };
    inner.await + Arc::strong_count(&shared)
}

fn main() {
    let waker = Arc::new(Counter).into();
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(twice(Arc::new(vec![1, 2])));
    let copy = waker.clone();
    assert_eq!(future.as_mut().poll(&mut context), Poll::Ready(3));
    copy.wake();
}
