// corpus: clean exit=0
use std::cell::RefCell;
use std::rc::{Rc, Weak};

trait Observer {
    fn notify(&self, value: i32);
}
#[derive(Default)]
struct Subject {
    observers: RefCell<Vec<Weak<dyn Observer>>>,
}
struct Logger {
    _subject: Rc<Subject>,
    seen: RefCell<i32>,
}
impl Observer for Logger {
    fn notify(&self, value: i32) {
        *self.seen.borrow_mut() += value;
    }
}

fn main() {
    let subject = Rc::new(Subject::default());
    let logger = Rc::new(Logger { _subject: Rc::clone(&subject), seen: RefCell::new(0) });
    let weak: Weak<dyn Observer> = Rc::downgrade(&(logger.clone() as Rc<dyn Observer>));
    subject.observers.borrow_mut().push(weak);
    for observer in subject.observers.borrow().iter().filter_map(Weak::upgrade) {
        observer.notify(4);
    }
}
