// Intent: what #[derive(Clone)] copies was taken where clone() was called; what is written by hand, where it says so.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s

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
        assert!(self.0.links.borrow().outer.is_some());
        Own(self.0.clone()) // by hand, and not all that it does
    }
}
// CHECK-DAG: value.own{{.*}}.0 holds the object itself{{ +}}taken at {{.*}}derived-clone.rs:[[@LINE-3]]:{{[0-9]+}} by Rc::clone

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
    // CHECK-DAG: value.value{{.*}}Function.0 holds the object itself{{ +}}taken at {{.*}}derived-clone.rs:[[@LINE-1]]:{{[0-9]+}} by Rc::clone
    let links = Links { outer: Some(scope.clone()), names: vec![] };
    *scope.links.borrow_mut() = links.clone();
    // CHECK-DAG: value.links.outer holds the object itself{{ +}}taken at {{.*}}derived-clone.rs:[[@LINE-1]]:{{[0-9]+}} by Rc::clone
    let own = Own(scope.clone());
    *scope.own.borrow_mut() = Some(own.clone());
    assert_eq!(links.names.len(), 0);
}
