// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.next edges=value.next@15,value.next@16 proof=proved
// fixed: clean
// Variables that were moved from are still in main's frame when the process ends. In the twin one handle is alive.
use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    name: &'static str,
    next: RefCell<Option<Rc<Node>>>,
}

fn main() {
    let first = Rc::new(Node { name: "first", next: RefCell::new(None) });
    let second = Rc::new(Node { name: "second", next: RefCell::new(None) });
    *first.next.borrow_mut() = Some(second.clone());
    *second.next.borrow_mut() = Some(first.clone());
    println!("{} {}", first.name, second.name);
    drop(first);
    #[cfg(not(fixed))]
    drop(second);
    std::process::exit(0);
}
