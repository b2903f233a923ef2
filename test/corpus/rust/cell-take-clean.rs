// corpus: clean exit=0
use std::cell::Cell;
use std::rc::Rc;

struct Slot {
    me: Cell<Option<Rc<Slot>>>,
}

fn main() {
    let slot = Rc::new(Slot { me: Cell::new(None) });
    slot.me.set(Some(slot.clone()));
    let taken = slot.me.take();
    assert_eq!(Rc::strong_count(&taken.unwrap()), 2);
}
