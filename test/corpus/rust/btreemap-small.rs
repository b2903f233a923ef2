// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.parts[…],value.whole taken=15,16
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

struct Whole {
    parts: RefCell<BTreeMap<u32, Rc<Part>>>,
}
struct Part {
    whole: Rc<Whole>,
}

fn main() {
    let whole = Rc::new(Whole { parts: RefCell::new(BTreeMap::new()) });
    let part = Rc::new(Part { whole: whole.clone() });
    whole.parts.borrow_mut().insert(1, part.clone());
    assert_eq!(Rc::strong_count(&part.whole), 2);
}
