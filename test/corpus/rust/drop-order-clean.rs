// corpus: clean exit=0
use std::cell::RefCell;
use std::rc::{Rc, Weak};

struct Log(RefCell<Vec<&'static str>>);
struct Noisy {
    name: &'static str,
    log: Rc<Log>,
    _child: Option<Rc<Noisy>>,
    _up: Weak<Noisy>,
}
impl Drop for Noisy {
    fn drop(&mut self) {
        self.log.0.borrow_mut().push(self.name);
    }
}

fn main() {
    let log = Rc::new(Log(RefCell::new(Vec::new())));
    {
        let make = |name, child| Noisy { name, log: log.clone(), _child: child, _up: Weak::new() };
        let leaf = Rc::new(make("leaf", None));
        let _root = Rc::new(make("root", Some(leaf.clone())));
    }
    assert_eq!(*log.0.borrow(), ["root", "leaf"]);
}
