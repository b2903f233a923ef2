// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.children[0],value.parent taken=13,14
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Default)]
struct Tree {
    parent: RefCell<Option<Rc<Tree>>>,
    children: RefCell<Vec<Rc<Tree>>>,
}

fn add(parent: &Rc<Tree>) -> Rc<Tree> {
    let child = Rc::new(Tree::default());
    *child.parent.borrow_mut() = Some(Rc::clone(parent));
    parent.children.borrow_mut().push(Rc::clone(&child));
    child
}

fn main() {
    let root = Rc::new(Tree::default());
    let child = add(&root);
    assert!(child.children.borrow().is_empty());
}
