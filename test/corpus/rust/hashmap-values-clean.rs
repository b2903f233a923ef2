// corpus: clean exit=0
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

#[derive(Default)]
struct Registry {
    by_name: RefCell<HashMap<String, Rc<Module>>>,
}
struct Module {
    registry: Weak<Registry>,
}

fn main() {
    let registry = Rc::new(Registry::default());
    for name in ["main", "net", "io", "fmt"] {
        let module = Rc::new(Module { registry: Rc::downgrade(&registry) });
        registry.by_name.borrow_mut().insert(name.to_string(), module.clone());
        assert!(module.registry.upgrade().is_some());
    }
}
