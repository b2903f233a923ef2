// corpus: clean exit=0
use std::cell::RefCell;
use std::rc::{Rc, Weak};

#[derive(Default)]
struct Tree {
    parent: RefCell<Weak<Tree>>,
    children: RefCell<Vec<Rc<Tree>>>,
}

fn add(parent: &Rc<Tree>) -> Rc<Tree> {
    let child = Rc::new(Tree::default());
    *child.parent.borrow_mut() = Rc::downgrade(parent);
    parent.children.borrow_mut().push(Rc::clone(&child));
    child
}

fn main() {
    let root = Rc::new(Tree::default());
    for _ in 0..9 {
        let child = add(&root);
        assert!(child.parent.borrow().upgrade().is_some());
    }
}
