// corpus@O0: leak class=cycle findings=1 members=3 objects=3 times=1 field=value.peers[*] taken=15,15,16,17
// corpus@O2: leak class=cycle findings=1 members=3 objects=3 times=1 field=value.peers[*] taken=15,15,16,17
// corpus@O0g0: leak class=cycle findings=1 members=3 objects=3 times=1 field=value.peers[*] taken=15,15,16,17
// corpus@O2g0: leak class=cycle findings=1 members=6 objects=6 times=1 field=value.peers[*] taken=15,15,16,17
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Default)]
struct Peer {
    peers: RefCell<Vec<Rc<Peer>>>,
}

fn main() {
    let all: Vec<Rc<Peer>> = (0..3).map(|_| Rc::new(Peer::default())).collect();
    *all[0].peers.borrow_mut() = all[1..].iter().cloned().collect();
    *all[1].peers.borrow_mut() = all[2..].iter().map(Rc::clone).collect();
    *all[2].peers.borrow_mut() = all[..1].to_vec();
}
