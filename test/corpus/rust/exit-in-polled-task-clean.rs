// corpus: clean
// A task that an executor polls ends the process; its wakers hold it, and so does the loop that runs it.
use std::future::Future;
use std::pin::Pin;
use std::sync::{mpsc, Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

type Job = Pin<Box<dyn Future<Output = ()> + Send>>;

struct Task {
    job: Mutex<Option<Job>>,
    queue: mpsc::Sender<Arc<Task>>,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let queue = self.queue.clone();
        queue.send(self).unwrap();
    }
}

struct Pause(bool);

impl Future for Pause {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

async fn work() {
    for _ in 0..3 {
        Pause(false).await;
    }
    std::process::exit(0);
}

fn main() {
    let (queue, ready) = mpsc::channel::<Arc<Task>>();
    let task = Arc::new(Task { job: Mutex::new(Some(Box::pin(work()))), queue: queue.clone() });
    queue.send(task).unwrap();
    while let Ok(task) = ready.recv() {
        let waker = Waker::from(task.clone());
        if let Some(job) = task.job.lock().unwrap().as_mut() {
            let _ = job.as_mut().poll(&mut Context::from_waker(&waker));
        }
    }
}
