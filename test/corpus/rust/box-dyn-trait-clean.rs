// corpus: clean exit=0
use std::cell::RefCell;
use std::rc::{Rc, Weak};

trait Handler {
    fn run(&self) -> usize;
}
struct Button {
    handler: RefCell<Option<Box<dyn Handler>>>,
}
struct Click {
    button: Weak<Button>,
}
impl Handler for Click {
    fn run(&self) -> usize {
        self.button.strong_count()
    }
}

fn main() {
    let button = Rc::new(Button { handler: RefCell::new(None) });
    *button.handler.borrow_mut() = Some(Box::new(Click { button: Rc::downgrade(&button) }));
    assert_eq!(button.handler.borrow().as_ref().unwrap().run(), 1);
}
