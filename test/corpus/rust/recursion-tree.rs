// corpus: leak class=cycle findings=1 members=31 objects=31 times=1
use std::cell::RefCell;
use std::rc::Rc;

struct Tree {
    parent: Option<Rc<Tree>>,
    children: RefCell<Vec<Rc<Tree>>>,
}

fn grow(parent: Option<Rc<Tree>>, depth: u32) -> Rc<Tree> {
    let tree = Rc::new(Tree { parent, children: RefCell::new(Vec::new()) });
    for _ in 0..if depth > 0 { 2 } else { 0 } {
        let child = grow(Some(tree.clone()), depth - 1);
        tree.children.borrow_mut().push(child);
    }
    tree
}

fn main() {
    let root = grow(None, 4);
    assert!(root.parent.is_none());
    assert_eq!(Rc::strong_count(&root), 3);
}
