// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 bytes=32 field=value.me taken=12
use std::cell::RefCell;
use std::rc::Rc;

struct Loop {
    me: RefCell<Option<Rc<Loop>>>,
}

fn main() {
    let one = Rc::new(Loop { me: RefCell::new(None) });
    let again = Rc::clone(&one);
    again.me.replace(Some(one));
}
