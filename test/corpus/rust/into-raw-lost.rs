// corpus: leak class=forgotten-reference findings=1 members=1 objects=1 times=1 candidate=9
use std::rc::Rc;

fn register(_data: *const String) {}

fn main() {
    let text = Rc::new("context".to_string());
    let _first = text.clone();
    register(Rc::into_raw(text.clone()));
}
