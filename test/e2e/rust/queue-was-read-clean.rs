// Intent: what was taken out of a VecDeque and a Vec is no edge, although its bytes are still in the buffer; what went
// round the end of the buffer is one.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %silent 0 %run %t

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

#[derive(Default)]
struct Queue {
    ready: RefCell<VecDeque<Rc<Task>>>,
    done: RefCell<Vec<Rc<Task>>>,
}

struct Task {
    queue: RefCell<Option<Rc<Queue>>>,
    next: RefCell<Option<Rc<Task>>>,
}

fn task(queue: &Rc<Queue>) -> Rc<Task> {
    Rc::new(Task { queue: RefCell::new(Some(queue.clone())), next: RefCell::default() })
}

// The task holds itself; the queue had it and has it no more.
fn read() {
    let queue = Rc::new(Queue::default());
    queue.ready.borrow_mut().push_back(task(&queue));
    let first = queue.ready.borrow_mut().pop_front().unwrap();
    queue.done.borrow_mut().push(first);
    let again = queue.done.borrow_mut().pop().unwrap();
    let holder = again.clone();
    *again.next.borrow_mut() = Some(holder);
    again.next.borrow_mut().take();
}

// Of a room for four: two are taken from the front, three are put behind.
fn round() {
    let queue = Rc::new(Queue { ready: RefCell::new(VecDeque::with_capacity(4)), done: RefCell::default() });
    for _ in 0..3 {
        queue.ready.borrow_mut().push_back(task(&queue));
    }
    for _ in 0..2 {
        let old = queue.ready.borrow_mut().pop_front().unwrap();
        old.queue.borrow_mut().take();
    }
    queue.ready.borrow_mut()[0].queue.borrow_mut().take();
    for i in 0..3 {
        let new = task(&queue);
        if i < 3 {
            new.queue.borrow_mut().take();
        }
        queue.ready.borrow_mut().push_back(new);
    }
}

fn main() {
    read();
    round();
}
