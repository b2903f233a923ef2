// corpus: leak class=cycle members=3 edges=value.0.Call.0@19,value.0.Pair.left@20,value.0.Pair.right@20,value.env@21
// Handles in the variants of an enum.
use std::cell::RefCell;
use std::rc::Rc;
enum Value {
    Nil,
    Num(f64),
    Call(Rc<Env>),
    Pair { left: Rc<Cell>, right: Rc<Env> },
}
struct Cell(RefCell<Value>);
struct Env {
    env: RefCell<Option<Rc<Cell>>>,
}
fn main() {
    let env = Rc::new(Env { env: RefCell::new(None) });
    let c = Rc::new(Cell(RefCell::new(Value::Nil)));
    let d = Rc::new(Cell(RefCell::new(Value::Num(2.0))));
    *c.0.borrow_mut() = Value::Call(env.clone());
    *d.0.borrow_mut() = Value::Pair { left: c.clone(), right: Rc::clone(&env) };
    *env.env.borrow_mut() = Some(d.clone());
    let v = d.0.borrow();
    if let Value::Num(x) = &*v {
        println!("{x}");
    }
}
