// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.by_name[…],value.registry taken=16,17
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

#[derive(Default)]
struct Registry {
    by_name: RefCell<HashMap<String, Rc<Module>>>,
}
struct Module {
    registry: Rc<Registry>,
}

fn main() {
    let registry = Rc::new(Registry::default());
    let module = Rc::new(Module { registry: registry.clone() });
    registry.by_name.borrow_mut().insert("main".to_string(), module.clone());
    assert_eq!(Rc::strong_count(&module.registry), 2);
}
