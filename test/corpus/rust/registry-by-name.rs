// corpus: leak class=cycle members=3 edges=value.by_name[…]@16,value.by_name[…]@16,value.registry@15,value.registry@15
// What a function stores is a clone, what it returns the original.
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
struct Registry {
    by_name: RefCell<HashMap<String, Rc<Service>>>,
}
struct Service {
    registry: Rc<Registry>,
    name: String,
}
impl Registry {
    fn register(self: &Rc<Self>, name: &str) -> Rc<Service> {
        let s = Rc::new(Service { registry: self.clone(), name: name.to_string() });
        self.by_name.borrow_mut().insert(name.to_owned(), Rc::clone(&s));
        s
    }
}
fn main() {
    let r = Rc::new(Registry { by_name: RefCell::new(HashMap::new()) });
    let a = r.register("alpha");
    let b = r.register("beta");
    println!("{}{}", a.name, b.name);
    let _ = a.registry.by_name.borrow().len();
}
