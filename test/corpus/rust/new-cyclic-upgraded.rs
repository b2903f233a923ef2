// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 bytes=40 field=value.strong taken=12
use std::cell::RefCell;
use std::rc::{Rc, Weak};

struct Widget {
    me: Weak<Widget>,
    strong: RefCell<Option<Rc<Widget>>>,
}

impl Widget {
    fn keep_alive(&self) {
        *self.strong.borrow_mut() = self.me.upgrade();
    }
}

fn main() {
    let root = Rc::new_cyclic(|me| Widget { me: me.clone(), strong: RefCell::new(None) });
    root.keep_alive();
}
