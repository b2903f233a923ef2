// corpus: leak class=cycle members=2 objects=2 edges=value.vars[…].Func.0@29,value.scope@43
// fixed: clean
// Values larger than two words go by their address; clones of them are looked at and dropped.
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

#[derive(Clone)]
enum Value {
    Nil,
    Text(Rc<str>),
    Func(Rc<Function>),
}

struct Function {
    scope: Rc<Scope>,
    params: usize,
}

#[derive(Default)]
struct Scope {
    vars: RefCell<HashMap<String, Value>>,
}

impl Scope {
    fn define(&self, name: &str, value: Value) {
        let copy = value.clone();
        assert!(matches!(copy, Value::Text(_) | Value::Func(_)));
        self.vars.borrow_mut().insert(name.to_string(), value);
    }

    fn get(&self, name: &str) -> Value {
        match self.vars.borrow().get(name) {
            Some(value) => value.clone(),
            None => Value::Nil,
        }
    }
}

fn main() {
    let scope = Rc::new(Scope::default());
    scope.define("s", Value::Text("text".into()));
    let function = Function { scope: scope.clone(), params: 1 };
    scope.define("f", Value::Func(Rc::new(function)));
    for name in ["s", "f", "none"] {
        match scope.get(name) {
            Value::Nil => println!("nil"),
            Value::Text(text) => println!("{text}"),
            Value::Func(f) => println!("{} {}", f.params, Rc::strong_count(&f.scope)),
        }
    }
    if cfg!(fixed) {
        scope.vars.borrow_mut().clear();
    }
}
