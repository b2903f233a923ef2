// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.observers[0],value.subject taken=24,25
use std::cell::RefCell;
use std::rc::Rc;

trait Observer {
    fn notify(&self, value: i32);
}
#[derive(Default)]
struct Subject {
    observers: RefCell<Vec<Rc<dyn Observer>>>,
}
struct Logger {
    subject: Rc<Subject>,
    seen: RefCell<i32>,
}
impl Observer for Logger {
    fn notify(&self, value: i32) {
        *self.seen.borrow_mut() += value + Rc::strong_count(&self.subject) as i32;
    }
}

fn main() {
    let subject = Rc::new(Subject::default());
    let logger = Rc::new(Logger { subject: Rc::clone(&subject), seen: RefCell::new(0) });
    subject.observers.borrow_mut().push(logger.clone());
    for observer in subject.observers.borrow().iter() {
        observer.notify(4);
    }
}
