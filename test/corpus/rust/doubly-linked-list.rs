// corpus: leak class=cycle members=3 edges=value.next@24,value.next@24,value.prev@29,value.prev@21
// fixed: clean
// Handles that move within a list: a clone, the one it took from the tail, the one a node was made with.
use std::cell::RefCell;
use std::rc::Rc;
type Link<T> = Option<Rc<RefCell<Node<T>>>>;
struct Node<T> {
    elem: T,
    next: Link<T>,
    prev: Link<T>,
}
struct List<T> {
    head: Link<T>,
    tail: Link<T>,
}
impl<T> List<T> {
    fn new() -> Self {
        List { head: None, tail: None }
    }
    fn push_back(&mut self, elem: T) {
        let node = Rc::new(RefCell::new(Node { elem, next: None, prev: None }));
        match self.tail.take() {
            Some(old) => {
                old.borrow_mut().next = Some(node.clone());
                node.borrow_mut().prev = Some(old);
                self.tail = Some(node);
            }
            None => {
                self.tail = Some(node.clone());
                self.head = Some(node);
            }
        }
    }
    #[cfg(fixed)]
    fn clear(&mut self) {
        let mut cur = self.head.take();
        self.tail = None;
        while let Some(n) = cur {
            n.borrow_mut().prev = None;
            cur = n.borrow_mut().next.take();
        }
    }
}
fn main() {
    let mut l = List::new();
    for i in 0..3 {
        l.push_back(i);
    }
    println!("{}", l.head.as_ref().unwrap().borrow().elem);
    #[cfg(fixed)]
    l.clear();
}
