// corpus: clean exit=0
use std::cell::RefCell;
use std::rc::Rc;

struct List {
    all: RefCell<Vec<Rc<List>>>,
}

fn main() {
    let list = Rc::new(List { all: RefCell::new(Vec::new()) });
    for _ in 0..40 {
        list.all.borrow_mut().push(list.clone());
    }
    list.all.take();
}
