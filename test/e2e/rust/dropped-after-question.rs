// Intent: a clone that "?" took out of a result is what is dropped on an error path, also where branch() is in another codegen unit; the one in the table stays as it was made.
// REQUIRES: rust
// RUN: %rustc_refsan -Ccodegen-units=16 %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %rustc_refsan -Ccodegen-units=1 %s -o %t.one
// RUN: %exits 23 %run %t.one 2>&1 | FileCheck %s
// RUN: %rustc_refsan --cfg clean -Ccodegen-units=16 %s -o %t-clean
// RUN: %silent 0 %run %t-clean

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

#[derive(Clone)]
enum Value {
    Nothing,
    Number(i64),
    Name(Rc<str>),
    Function(Rc<Function>),
}

enum Fault {
    Unbound(String),
    Type(usize),
}

struct Function {
    scope: Rc<Scope>,
}

#[derive(Default)]
struct Scope {
    values: RefCell<HashMap<Rc<str>, Value>>,
}

enum Code {
    Get(&'static str),
    Make,
    Define(&'static str, Box<Code>),
    Call(Box<Code>, Vec<Code>),
}

impl Scope {
    fn get(&self, name: &str) -> Result<Value, Fault> {
        if let Some(value) = self.values.borrow().get(name) {
            return Ok(value.clone());
        }
        Err(Fault::Unbound(name.to_string()))
    }
}

fn eval(code: &Code, scope: &Rc<Scope>) -> Result<Value, Fault> {
    match code {
        Code::Get(name) => scope.get(name),
        // CHECK: value.values[…].Function.0 holds the next object {{.*}}dropped-after-question.rs:[[@LINE+1]]:42
        Code::Make => Ok(Value::Function(Rc::new(Function { scope: scope.clone() }))),
        Code::Define(name, value) => {
            let value = eval(value, scope)?;
            scope.values.borrow_mut().insert((*name).into(), value);
            Ok(Value::Nothing)
        }
        Code::Call(callee, arguments) => {
            let callee = eval(callee, scope)?;
            let arguments = arguments.iter().map(|a| eval(a, scope)).collect::<Result<Vec<_>, _>>()?;
            match callee {
                Value::Function(f) => Ok(Value::Number((f.scope.values.borrow().len() + arguments.len()) as i64)),
                Value::Name(name) => Err(Fault::Type(name.len())),
                _ => Err(Fault::Type(0)),
            }
        }
    }
}

fn main() {
    let scope = Rc::new(Scope::default());
    assert!(eval(&Code::Define("f", Box::new(Code::Make)), &scope).is_ok());
    let failed = eval(&Code::Call(Box::new(Code::Get("f")), vec![Code::Get("g")]), &scope);
    assert!(matches!(failed, Err(Fault::Unbound(name)) if name == "g"));
    #[cfg(clean)]
    scope.values.borrow_mut().clear();
}
