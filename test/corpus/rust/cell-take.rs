// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 bytes=24 field=value.me taken=11
use std::cell::Cell;
use std::rc::Rc;

struct Slot {
    me: Cell<Option<Rc<Slot>>>,
}

fn main() {
    let slot = Rc::new(Slot { me: Cell::new(None) });
    slot.me.set(Some(slot.clone()));
    let taken = slot.me.take();
    slot.me.set(taken);
}
