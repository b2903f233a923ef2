// corpus: clean exit=0
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

struct Task {
    queue: RefCell<VecDeque<Option<Rc<Task>>>>,
}

fn main() {
    let task = Rc::new(Task { queue: RefCell::new(VecDeque::new()) });
    task.queue.borrow_mut().push_front(None);
    task.queue.borrow_mut().push_front(Some(task.clone()));
    let first = task.queue.borrow_mut().pop_front();
    assert!(first.unwrap().is_some());
}
