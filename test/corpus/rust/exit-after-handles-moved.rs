// corpus@O0: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.next edges=value.next@18,value.next@19 proof=proved
// corpus@O2: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.next edges=value.next@18,value.next@19 proof=proved
// corpus@O0g0: leak class=cycle known-wrong: without types no count is proved, a word on a stack is trusted
// corpus@O2g0: leak class=cycle known-wrong: without types no count is proved, a word on a stack is trusted
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
