// corpus: clean exit=0
use std::rc::Rc;

struct Holder {
    items: Vec<Rc<String>>,
}
fn make(n: usize) -> Rc<String> {
    let text = Rc::new("x".repeat(n));
    let copy = Rc::clone(&text);
    drop(text);
    copy
}
fn put(mut holder: Holder, item: Rc<String>) -> Holder {
    holder.items.push(item);
    holder
}

fn main() {
    let holder = (1..20).map(make).fold(Holder { items: vec![] }, put);
    let largest = holder.items.iter().max_by_key(|s| s.len()).cloned();
    assert_eq!(largest.map(|s| s.len()), Some(19));
}
