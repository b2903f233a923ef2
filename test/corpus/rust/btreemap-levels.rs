// corpus: leak class=cycle findings=1 members=201 objects=201 times=1
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

struct Whole {
    parts: RefCell<BTreeMap<u32, Rc<Part>>>,
}
struct Part {
    _whole: Rc<Whole>,
}

fn main() {
    let whole = Rc::new(Whole { parts: RefCell::new(BTreeMap::new()) });
    for i in 0..200 {
        let part = Rc::new(Part { _whole: whole.clone() });
        whole.parts.borrow_mut().insert(i, part);
    }
}
