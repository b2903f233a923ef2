// corpus: clean exit=0
use std::rc::Rc;

enum List {
    Cons(u32, Rc<List>),
    Nil,
}

fn build(n: u32) -> Rc<List> {
    Rc::new(if n == 0 { List::Nil } else { List::Cons(n, build(n - 1)) })
}
fn sum(list: &List) -> u32 {
    match list {
        List::Cons(n, rest) => n + sum(rest),
        List::Nil => 0,
    }
}

fn main() {
    let list = build(200);
    let longer = List::Cons(5, list.clone());
    assert_eq!(sum(&longer), 20105);
}
