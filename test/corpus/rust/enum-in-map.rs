// corpus: leak class=cycle edges=value.vars[…].Closure.env@19,value.vars[…].Closure.env@19,value.vars[…].List.0[0]@31
// Handles in an enum in a map; one is in a vector of its own.
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
#[derive(Clone)]
enum Value {
    Int(i64),
    Closure { params: Vec<String>, env: Rc<Env> },
    List(Vec<Rc<Env>>),
    Unit,
}
#[derive(Default)]
struct Env {
    vars: RefCell<HashMap<String, Value>>,
    outer: Option<Rc<Env>>,
}
fn define(env: &Rc<Env>, name: &str) {
    let f = Value::Closure { params: vec!["x".into()], env: Rc::clone(env) };
    env.vars.borrow_mut().insert(name.to_string(), f);
}
fn main() {
    let global = Rc::new(Env::default());
    define(&global, "f");
    define(&global, "g");
    let local = Rc::new(Env { vars: Default::default(), outer: Some(global.clone()) });
    define(&local, "h");
    local.vars.borrow_mut().remove("h");
    global.vars.borrow_mut().insert("n".into(), Value::Int(3));
    global.vars.borrow_mut().insert("u".into(), Value::Unit);
    global.vars.borrow_mut().insert("l".into(), Value::List(vec![global.clone()]));
    if let Some(Value::Int(n)) = global.vars.borrow().get("n") {
        println!("{n} {}", local.outer.is_some());
    };
    if let Some(Value::Closure { params, .. }) = global.vars.borrow().get("f") {
        println!("{}", params.len());
    };
}
