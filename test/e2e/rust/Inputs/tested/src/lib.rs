//! A tree whose nodes know their parents.
//!
//! ```
//! let root = tested::Node::new("root");
//! root.adopt(tested::Node::new("leaf"));
//! assert_eq!(root.path(), "root");
//! root.clear();
//! ```
use std::cell::RefCell;
use std::rc::Rc;

pub struct Node {
    name: String,
    parent: RefCell<Option<Rc<Node>>>,
    children: RefCell<Vec<Rc<Node>>>,
}

impl Node {
    pub fn new(name: &str) -> Rc<Node> {
        Rc::new(Node { name: name.to_string(), parent: RefCell::default(), children: RefCell::default() })
    }

    pub fn adopt(self: &Rc<Self>, child: Rc<Node>) {
        *child.parent.borrow_mut() = Some(Rc::clone(self));
        self.children.borrow_mut().push(child);
    }

    pub fn path(&self) -> String {
        match &*self.parent.borrow() {
            Some(parent) => format!("{}/{}", parent.path(), self.name),
            None => self.name.clone(),
        }
    }

    pub fn clear(&self) {
        self.children.take();
    }
}

#[cfg(test)]
mod tests {
    use super::Node;

    #[test]
    fn root_has_no_parent() {
        assert_eq!(Node::new("root").path(), "root");
    }
}
