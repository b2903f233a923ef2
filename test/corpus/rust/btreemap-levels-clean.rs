// corpus: clean exit=0
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

struct Whole {
    parts: RefCell<BTreeMap<u32, Rc<Part>>>,
    names: RefCell<BTreeSet<String>>,
}
struct Part {
    _whole: Rc<Whole>,
}

fn main() {
    let whole = Rc::new(Whole { parts: Default::default(), names: Default::default() });
    for i in 0..200 {
        let part = Rc::new(Part { _whole: whole.clone() });
        whole.parts.borrow_mut().insert(i, part);
        whole.names.borrow_mut().insert(format!("part {i}"));
    }
    let parts = whole.parts.take();
    assert_eq!(parts.into_iter().count(), 200);
}
