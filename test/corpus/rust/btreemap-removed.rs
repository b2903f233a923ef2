// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.parts[…],value._whole taken=16,16
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
    for i in 0..60 {
        let part = Rc::new(Part { _whole: whole.clone() });
        whole.parts.borrow_mut().insert(i, part);
    }
    whole.parts.borrow_mut().retain(|i, _| *i == 30);
}
