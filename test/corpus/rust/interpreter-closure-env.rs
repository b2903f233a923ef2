// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.vars[…].Function.0,value.env taken=21,21
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

enum Value {
    Number(f64),
    Function(Rc<Function>),
}
#[derive(Default)]
struct Env {
    vars: RefCell<HashMap<String, Value>>,
}
struct Function {
    env: Rc<Env>,
    params: Vec<String>,
}

fn define(env: &Rc<Env>, name: &str, params: &[&str]) {
    let params = params.iter().map(|p| p.to_string()).collect();
    let function = Rc::new(Function { env: Rc::clone(env), params });
    env.vars.borrow_mut().insert(name.to_string(), Value::Function(function));
}

fn main() {
    let env = Rc::new(Env::default());
    for name in ["pi", "e", "tau"] {
        env.vars.borrow_mut().insert(name.to_string(), Value::Number(name.len() as f64));
    }
    define(&env, "area", &["w", "h"]);
    for value in env.vars.borrow().values() {
        match value {
            Value::Number(n) => assert!(*n > 0.0),
            Value::Function(f) => assert_eq!(f.params.len(), Rc::strong_count(&f.env)),
        }
    }
}
