// corpus: leak class=cycle members=2 edges=value.session@26,value.user@19
// A clone that comes back in a Result.
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
struct User {
    session: RefCell<Option<Rc<Session>>>,
    name: String,
}
struct Session {
    user: Rc<User>,
}
struct Db {
    users: HashMap<u32, Rc<User>>,
}
impl Db {
    fn find(&self, id: u32) -> Result<Rc<User>, String> {
        match self.users.get(&id) {
            Some(u) => Ok(Rc::clone(u)),
            None => Err(format!("no {id}")),
        }
    }
    fn login(&self, id: u32) -> Result<Rc<Session>, String> {
        let user = self.find(id)?;
        let s = Rc::new(Session { user });
        s.user.session.borrow_mut().replace(s.clone());
        Ok(s)
    }
}
fn main() {
    let mut db = Db { users: HashMap::new() };
    db.users.insert(7, Rc::new(User { session: RefCell::new(None), name: "u".into() }));
    let s = db.login(7).unwrap();
    assert!(db.login(8).is_err());
    println!("{}", s.user.name);
}
