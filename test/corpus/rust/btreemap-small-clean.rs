// corpus: clean exit=0
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

struct Whole {
    parts: RefCell<BTreeMap<u32, Rc<Part>>>,
}
struct Part {
    whole: Weak<Whole>,
}

fn main() {
    let whole = Rc::new(Whole { parts: RefCell::new(BTreeMap::new()) });
    for i in 0..200 {
        let part = Rc::new(Part { whole: Rc::downgrade(&whole) });
        whole.parts.borrow_mut().insert(i, part.clone());
        assert!(part.whole.upgrade().is_some());
    }
}
