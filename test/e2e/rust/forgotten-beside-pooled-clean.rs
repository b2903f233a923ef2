// Intent: a reference that went as a plain pointer is given back on the error path, too.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %silent 0 %run %t

use std::cell::RefCell;
use std::sync::Arc;

struct Connection {
    id: usize,
}
struct Pool {
    idle: RefCell<Vec<Arc<Connection>>>,
}

impl Pool {
    fn get(&self) -> Arc<Connection> {
        self.idle.borrow_mut().pop().unwrap_or_else(|| Arc::new(Connection { id: 1 }))
    }
}

fn lend(connection: &Arc<Connection>) -> *const Connection {
    Arc::into_raw(connection.clone())
}

fn query(pool: &Pool, text: &str) -> Option<usize> {
    let connection = pool.get();
    let raw = lend(&connection);
    if text.is_empty() {
        drop(unsafe { Arc::from_raw(raw) });
        return None;
    }
    drop(unsafe { Arc::from_raw(raw) });
    let id = connection.id;
    pool.idle.borrow_mut().push(connection);
    Some(id)
}

fn main() {
    let pool = Pool { idle: RefCell::default() };
    let answers: Vec<_> = ["a", "b", "", "c"].iter().map(|text| query(&pool, text)).collect();
    assert_eq!(answers, [Some(1), Some(1), None, Some(1)]);
}
