// corpus: leak class=cycle members=2 edges=value.peers[0]@13,value.peers[0]@14
// Upgraded weak handles, stored.
use std::sync::{Arc, Mutex, Weak};
struct Peer {
    peers: Mutex<Vec<Arc<Peer>>>,
    me: Weak<Peer>,
}
fn new() -> Arc<Peer> {
    Arc::new_cyclic(|w| Peer { peers: Mutex::new(vec![]), me: w.clone() })
}
impl Peer {
    fn meet(&self, other: &Peer) {
        self.peers.lock().unwrap().push(other.me.upgrade().expect("alive"));
        if let Some(me) = self.me.upgrade() {

            other.peers.lock().unwrap().push(me);
        }
    }
}
fn main() {
    let a = new();
    let b = new();
    a.meet(&b);
}
