// corpus: leak class=cycle members=3 edges=value.left@16,value.right@17,value.up[0]@19,value.up[0]@20
// Clones in a struct literal.
use std::cell::RefCell;
use std::rc::Rc;
struct Leaf {
    up: RefCell<Vec<Rc<Pair>>>,
}
struct Pair {
    left: Rc<Leaf>,
    right: Rc<Leaf>,
}
fn main() {
    let l = Rc::new(Leaf { up: RefCell::default() });
    let r = Rc::new(Leaf { up: RefCell::default() });
    let p = Rc::new(Pair {
        left: l.clone(),
        right: Rc::clone(&r),
    });
    l.up.borrow_mut().push(p.clone());
    r.up.borrow_mut().push(p.clone());
}
