// corpus: leak class=cycle members=4 objects=4 edges=value.next@13,value@17,value.next@21,value@21
// fixed: clean
// A box that is nothing but a handle: its field is its value.
use std::cell::RefCell;
use std::rc::Rc;

struct Cell {
    id: u8,
    next: RefCell<Box<Option<Rc<Cell>>>>,
}

fn cell(id: u8) -> Rc<Cell> {
    Rc::new(Cell { id, next: RefCell::new(Box::new(None)) })
}

fn link(from: &Cell, to: &Rc<Cell>) {
    **from.next.borrow_mut() = Some(to.clone());
}

fn replace(from: &Cell, to: &Rc<Cell>) {
    from.next.replace(Box::new(Some(to.clone())));
}

fn main() {
    let a = cell(1);
    let b = cell(2);
    link(&a, &b);
    replace(&b, &a);
    println!("{}", a.id + b.id);
    if cfg!(fixed) {
        a.next.take();
    }
}
