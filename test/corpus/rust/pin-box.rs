// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.pinned,owner taken=16,16
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

struct Owner {
    pinned: RefCell<Option<Pin<Box<State>>>>,
}
struct State {
    owner: Rc<Owner>,
    step: u32,
}

fn main() {
    let owner = Rc::new(Owner { pinned: RefCell::new(None) });
    let state = Box::pin(State { owner: owner.clone(), step: 1 });
    assert_eq!(state.step as usize + 1, Rc::strong_count(&state.owner));
    *owner.pinned.borrow_mut() = Some(state);
}
