// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 field=value.last taken=11
use std::cell::RefCell;
use std::rc::Rc;

struct Job {
    last: RefCell<Result<Rc<Job>, String>>,
}

fn main() {
    let job = Rc::new(Job { last: RefCell::new(Err("not yet".to_string())) });
    *job.last.borrow_mut() = Ok(job.clone());
}
