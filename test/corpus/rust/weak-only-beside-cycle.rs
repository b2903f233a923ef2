// corpus: leak class=cycle members=1 edges=value.me@15
// corpus: leak class=weak-only members=1
// What was dropped is no edge: its memory is kept by a weak handle.
use std::cell::RefCell;
use std::rc::{Rc, Weak};
struct Hub {
    me: RefCell<Option<Rc<Hub>>>,
    dead: RefCell<Weak<Part>>,
}
struct Part {
    hub: Rc<Hub>,
}
fn main() {
    let hub = Rc::new(Hub { me: RefCell::new(None), dead: RefCell::new(Weak::new()) });
    hub.me.replace(Some(hub.clone()));
    let part = Rc::new(Part { hub: hub.clone() });
    *hub.dead.borrow_mut() = Rc::downgrade(&part);
    println!("{}", Rc::strong_count(&part.hub));
}
