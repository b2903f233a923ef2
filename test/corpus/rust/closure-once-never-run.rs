// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 taken=11,13
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Default)]
struct Queue {
    jobs: RefCell<Vec<Box<dyn FnOnce()>>>,
}

fn defer(queue: &Rc<Queue>) {
    let me = queue.clone();
    let job = move || drop(me);
    queue.jobs.borrow_mut().push(Box::new(job));
}

fn main() {
    let queue = Rc::new(Queue::default());
    defer(&queue);
}
