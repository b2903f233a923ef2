// Intent: where an enum has a smaller variant now, words of the larger one lie in it no more: what was taken out of options and
// replaced in enums that live on, and is given to C, is lost.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// CHECK: RefSan: {{.*}}7 lost objects

use std::sync::Mutex;

enum State {
    Idle,
    Reading { count: u32, buffer: Vec<u8> },
    Done(u64),
}

enum Tree {
    Leaf(u8),
    Node(u32, Box<u64>),
}

struct Connection {
    state: State,
    tree: Tree,
    name: Option<String>,
    sizes: Option<Vec<u64>>,
    pair: Option<(u32, Box<u64>)>,
    callback: Option<Box<dyn Fn() -> u32 + Send>>,
    values: Vec<Result<u64, (u64, Box<u64>)>>,
}

static KEPT: Mutex<Option<Box<Connection>>> = Mutex::new(None);

fn give_to_c<T>(value: T) {
    std::mem::forget(value);
}

fn make(numbers: [u32; 3]) -> Box<Connection> {
    Box::new(Connection {
        state: State::Reading { count: 3, buffer: vec![1; 70] },
        tree: Tree::Node(1, Box::new(2)),
        name: Some("a name".to_string()),
        sizes: Some(vec![1, 2, 3]),
        pair: Some((4, Box::new(5))),
        callback: Some(Box::new(move || numbers[1])),
        values: vec![Ok(1), Err((2, Box::new(3)))],
    })
}

#[inline(never)]
fn close(connection: &mut Connection) {
    if let State::Reading { count, buffer } = std::mem::replace(&mut connection.state, State::Done(5)) {
        println!("{count}");
        give_to_c(buffer);
    }
    if let Tree::Node(_, number) = std::mem::replace(&mut connection.tree, Tree::Leaf(1)) {
        give_to_c(number);
    }
    give_to_c(connection.name.take());
    give_to_c(connection.sizes.take());
    give_to_c(connection.pair.take());
    give_to_c(connection.callback.take());
    if let Err((_, number)) = std::mem::replace(&mut connection.values[1], Ok(7)) {
        give_to_c(number);
    }
}

fn main() {
    let mut guard = KEPT.lock().unwrap();
    let connection = guard.insert(make([1, 2, 3]));
    close(connection);
    match (&connection.state, &connection.tree) {
        (State::Idle, _) => println!("idle"),
        (State::Done(number), Tree::Leaf(leaf)) => println!("{number} {leaf}"),
        _ => println!("open"),
    }
}
