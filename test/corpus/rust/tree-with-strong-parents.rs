// corpus: leak class=cycle members=4 edges=value.kids[0]@16,value.kids[1]@16,value.kids[2]@16,value.parent@17,value.parent@17,value.parent@17
// fixed: clean
// Clones that live for an iteration do not confuse those in the tree.
use std::cell::RefCell;
use std::rc::Rc;
struct Widget {
    name: String,
    parent: RefCell<Option<Rc<Widget>>>,
    kids: RefCell<Vec<Rc<Widget>>>,
}
impl Widget {
    fn new(name: impl Into<String>) -> Rc<Widget> {
        Rc::new(Widget { name: name.into(), parent: None.into(), kids: vec![].into() })
    }
    fn add(self: &Rc<Self>, kid: &Rc<Widget>) -> &Rc<Self> {
        self.kids.borrow_mut().push(kid.clone());
        kid.parent.replace(Some(self.clone()));
        self
    }
}
fn main() {
    let root = Widget::new("root");
    let kids: Vec<Rc<Widget>> = ["a", "b", "c"].iter().map(|n| Widget::new(*n)).collect();
    for k in &kids {
        root.add(k);
    }
    for k in kids.iter().cloned() {
        print!("{}", k.name);
    }
    for k in root.kids.borrow().clone() {
        print!("{}", k.name);
    }
    for k in kids {
        print!("{}", k.name);
    }
    println!();
    #[cfg(fixed)]
    root.kids.borrow_mut().clear();
}
