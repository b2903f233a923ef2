// corpus: leak class=cycle findings=1 members=2 objects=2 times=1
// fixed: clean
// process::exit in a recursion whose arrays are not filled.
use std::cell::RefCell;
use std::mem::MaybeUninit;
use std::rc::Rc;

struct Node {
    next: RefCell<Option<Rc<Node>>>,
    number: u64,
}

#[inline(never)]
fn make() -> u64 {
    let first = Rc::new(Node { next: RefCell::new(None), number: 1 });
    let second = Rc::new(Node { next: RefCell::new(Some(first.clone())), number: 2 });
    if !cfg!(fixed) {
        *first.next.borrow_mut() = Some(second.clone());
    }
    first.number + second.number
}

#[inline(never)]
fn dig(depth: u32) -> u64 {
    let buffer = [MaybeUninit::<u64>::uninit(); 80];
    if depth == 0 {
        std::process::exit(0)
    }
    let value = dig(depth - 1);
    std::hint::black_box(&buffer);
    value
}

fn main() {
    println!("{}", make());
    println!("{}", dig(10));
}
