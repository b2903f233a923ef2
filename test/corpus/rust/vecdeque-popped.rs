// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 field=value.queue[*] taken=13
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

struct Loop {
    queue: RefCell<VecDeque<Rc<Loop>>>,
}

fn main() {
    let run = Rc::new(Loop { queue: RefCell::new(VecDeque::new()) });
    for _ in 0..10 {
        run.queue.borrow_mut().push_back(run.clone());
    }
    for _ in 0..9 {
        run.queue.borrow_mut().pop_front();
    }
}
