// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.inner,owner taken=15,15
use std::cell::RefCell;
use std::rc::Rc;

struct Outer {
    inner: RefCell<Option<Box<Inner>>>,
}
struct Inner {
    owner: Option<Rc<Outer>>,
    _size: u32,
}

fn main() {
    let outer = Rc::new(Outer { inner: RefCell::new(None) });
    let inner = Box::new(Inner { owner: Some(outer.clone()), _size: 1 });
    assert!(inner.owner.is_some());
    *outer.inner.borrow_mut() = Some(inner);
}
