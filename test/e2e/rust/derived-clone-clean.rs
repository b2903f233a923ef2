// Intent: the same, with the references cleared.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %silent 0 %run %t

use std::cell::RefCell;
use std::rc::Rc;

#[derive(Clone)]
enum Value {
    Nothing,
    Function(Rc<Scope>),
}

#[derive(Clone, Default)]
struct Links {
    outer: Option<Rc<Scope>>,
    names: Vec<String>,
}

struct Own(Rc<Scope>);
impl Clone for Own {
    fn clone(&self) -> Own {
        Own(self.0.clone()) // by hand
    }
}

#[derive(Default)]
struct Scope {
    value: RefCell<Option<Value>>,
    links: RefCell<Links>,
    own: RefCell<Option<Own>>,
}

fn main() {
    let scope = Rc::new(Scope::default());
    let value = [Value::Nothing, Value::Function(scope.clone())];
    *scope.value.borrow_mut() = Some(value[1].clone());
    let links = Links { outer: Some(scope.clone()), names: vec![] };
    *scope.links.borrow_mut() = links.clone();
    let own = Own(scope.clone());
    *scope.own.borrow_mut() = Some(own.clone());
    assert_eq!(links.names.len(), 0);
    scope.value.take();
    scope.links.take();
    scope.own.take();
}
