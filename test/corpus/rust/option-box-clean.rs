// corpus: clean exit=0
use std::cell::RefCell;
use std::rc::Rc;

struct Outer {
    inner: RefCell<Option<Box<Inner>>>,
}
struct Inner {
    owner: Option<Rc<Outer>>,
}

fn main() {
    let outer = Rc::new(Outer { inner: RefCell::new(None) });
    *outer.inner.borrow_mut() = Some(Box::new(Inner { owner: Some(outer.clone()) }));
    outer.inner.borrow_mut().as_mut().unwrap().owner = None;
}
