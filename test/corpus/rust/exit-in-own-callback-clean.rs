// corpus: clean
// A callback that holds its own button ends the process while it is called: the button is main's yet.
use std::cell::{Cell, RefCell};
use std::rc::Rc;

struct Button {
    handlers: RefCell<Vec<Box<dyn Fn(&Button)>>>,
    clicks: Cell<u32>,
}

impl Button {
    fn click(&self) {
        self.clicks.set(self.clicks.get() + 1);
        for handler in self.handlers.borrow().iter() {
            handler(self);
        }
    }
}

fn main() {
    let button = Rc::new(Button { handlers: RefCell::new(Vec::new()), clicks: Cell::new(0) });
    let own = button.clone();
    button.handlers.borrow_mut().push(Box::new(move |_| {
        if own.clicks.get() > 2 {
            std::process::exit(0);
        }
    }));
    loop {
        button.click();
    }
}
