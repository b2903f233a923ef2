// corpus: leak class=cycle members=2 objects=2 edges=value.deps[0].0@43,value.deps[0].0@44
// fixed: clean
// What a function clones and drops is not what it keeps.
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Clone)]
struct Dep(Rc<Package>, String);

struct Package {
    name: String,
    deps: RefCell<Vec<Dep>>,
}

impl Package {
    fn new(name: &str) -> Rc<Package> {
        Rc::new(Package { name: name.to_string(), deps: RefCell::default() })
    }

    fn add(&self, dep: Dep) {
        let copy = dep.clone();
        assert!(!copy.1.is_empty());
        self.deps.borrow_mut().push(dep);
    }

    fn find(&self, name: &str) -> Option<Dep> {
        self.deps.borrow().iter().find(|dep| dep.0.name == name).cloned()
    }
}

fn last(from: &Rc<Package>) -> Option<Rc<Package>> {
    let mut at = Some(from.clone())?;
    for _ in 0..3 {
        let next = at.deps.borrow().first()?.0.clone();
        at = next;
    }
    Some(at)
}

fn main() {
    let app = Package::new("app");
    let lib = Package::new("lib");
    app.add(Dep(lib.clone(), "1".into()));
    lib.add(Dep(app.clone(), "2".into()));
    let found = app.find("lib").unwrap();
    println!("{} {}", found.0.name, last(&found.0).unwrap().name);
    if cfg!(fixed) {
        lib.deps.borrow_mut().clear();
    }
}
