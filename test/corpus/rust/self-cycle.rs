// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 bytes=32 field=value.me taken=11
use std::cell::RefCell;
use std::rc::Rc;

struct Loop {
    me: RefCell<Option<Rc<Loop>>>,
}

fn main() {
    let one = Rc::new(Loop { me: RefCell::new(None) });
    *one.me.borrow_mut() = Some(one.clone());
}
