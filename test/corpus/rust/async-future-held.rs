// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 taken=20,20
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

#[derive(Default)]
struct Task {
    future: RefCell<Option<Pin<Box<dyn Future<Output = ()>>>>>,
}

async fn work(task: Rc<Task>) {
    std::future::pending::<()>().await;
    assert!(task.future.borrow().is_none());
}

fn main() {
    let task = Rc::new(Task::default());
    *task.future.borrow_mut() = Some(Box::pin(work(task.clone())));
    let mut future = task.future.borrow_mut();
    let mut context = Context::from_waker(Waker::noop());
    assert_eq!(future.as_mut().unwrap().as_mut().poll(&mut context), Poll::Pending);
}
