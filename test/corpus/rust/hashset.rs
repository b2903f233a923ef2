// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 field=value.known[…] taken=26
use std::cell::RefCell;
use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

#[derive(Default)]
struct Peer {
    id: u64,
    known: RefCell<HashSet<Rc<Peer>>>,
}
impl PartialEq for Peer {
    fn eq(&self, other: &Peer) -> bool {
        self.id == other.id
    }
}
impl Eq for Peer {}
impl Hash for Peer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

fn main() {
    let peer = Rc::new(Peer { id: 7, ..Default::default() });
    let copy = Rc::clone(&peer);
    assert!(peer.known.borrow_mut().insert(copy));
}
