// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 bytes=56 field=value.queue[1] taken=13
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

struct Task {
    queue: RefCell<VecDeque<Option<Rc<Task>>>>,
}

fn main() {
    let task = Rc::new(Task { queue: RefCell::new(VecDeque::new()) });
    task.queue.borrow_mut().push_back(None);
    task.queue.borrow_mut().push_back(Some(task.clone()));
}
