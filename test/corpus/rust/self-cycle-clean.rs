// corpus: clean exit=0
use std::cell::RefCell;
use std::rc::Rc;

struct Loop {
    me: RefCell<Option<Rc<Loop>>>,
}

impl Loop {
    fn stop(&self) {
        self.me.borrow_mut().take();
    }
}

fn main() {
    let one = Rc::new(Loop { me: RefCell::new(None) });
    *one.me.borrow_mut() = Some(one.clone());
    one.stop();
}
