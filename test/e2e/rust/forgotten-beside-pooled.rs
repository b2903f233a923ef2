// Intent: a reference that went as a plain pointer and was forgotten on an error path is named, not the one that came from a container and was dropped there.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %rustc_refsan --cfg clean %s -o %t-clean
// RUN: %silent 0 %run %t-clean

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
    // CHECK: perhaps the one taken at {{.*}}forgotten-beside-pooled.rs:[[@LINE+1]]:30
    Arc::into_raw(connection.clone())
}

fn query(pool: &Pool, text: &str) -> Option<usize> {
    let connection = pool.get();
    let raw = lend(&connection);
    if text.is_empty() {
        #[cfg(clean)]
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
