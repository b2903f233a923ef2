// corpus: clean exit=101
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

fn main() {
    let shared = Rc::new(RefCell::new(HashMap::new()));
    shared.borrow_mut().insert("key".to_string(), vec![1, 2, 3]);
    let copy = shared.clone();
    let index = copy.borrow().len() + 2;
    println!("{}", copy.borrow()["key"][index]);
}
