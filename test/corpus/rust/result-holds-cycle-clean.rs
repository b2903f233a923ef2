// corpus: clean exit=0
use std::cell::RefCell;
use std::rc::Rc;

struct Job {
    last: RefCell<Result<Rc<Job>, String>>,
}

fn main() {
    let job = Rc::new(Job { last: RefCell::new(Err("not yet".to_string())) });
    *job.last.borrow_mut() = Ok(job.clone());
    *job.last.borrow_mut() = Err("over".to_string());
}
