// corpus: leak class=forgotten-reference findings=1 members=1 objects=1 bytes=24 candidate=9
// fixed: clean
// Taken and given up through a pointer, all but once.
use std::rc::Rc;

struct Session(u64);

fn retain(raw: *const Session) {
    unsafe { Rc::increment_strong_count(raw) }
}
fn release(raw: *const Session) {
    unsafe { Rc::decrement_strong_count(raw) }
}

fn main() {
    let session = Rc::new(Session(7));
    let raw = Rc::as_ptr(&session);
    for round in 0..4 {
        retain(raw);
        if cfg!(fixed) || round != 2 {
            release(raw);
        }
    }
    assert_eq!(session.0, 7);
}
