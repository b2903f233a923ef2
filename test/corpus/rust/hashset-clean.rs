// corpus: clean exit=0
use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

#[derive(Default)]
struct Peer {
    known: RefCell<HashSet<Rc<str>>>,
}

fn main() {
    let peer = Rc::new(Peer::default());
    let name: Rc<str> = Rc::from("me");
    assert!(peer.known.borrow_mut().insert(name.clone()));
    assert!(!peer.known.borrow_mut().insert(name));
}
