// corpus: leak class=forgotten-reference findings=1 members=1 objects=1 times=1 bytes=40 candidate=9
use std::rc::Rc;

struct Session {
    _user: String,
}

fn check(session: &Rc<Session>, id: u32) -> Result<u32, String> {
    let held = Rc::clone(session);
    if id == 7 {
        std::mem::forget(held);
        return Err("seven".to_string());
    }
    Ok(id)
}
fn audit(session: &Rc<Session>) -> usize {
    let copy = session.clone();
    Rc::strong_count(&copy)
}

fn main() {
    let session = Rc::new(Session { _user: "me".to_string() });
    let mut failed = 0;
    for id in 0..10 {
        failed += check(&session, id).is_err() as u32;
        assert!(audit(&session) > 1);
    }
    assert_eq!(failed, 1);
}
