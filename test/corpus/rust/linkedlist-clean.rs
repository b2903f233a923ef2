// corpus: clean exit=0
use std::cell::RefCell;
use std::collections::LinkedList;
use std::rc::Rc;

struct Owner {
    list: RefCell<LinkedList<Rc<Owner>>>,
}

fn main() {
    let owner = Rc::new(Owner { list: RefCell::new(LinkedList::new()) });
    for _ in 0..3 {
        owner.list.borrow_mut().push_back(owner.clone());
    }
    owner.list.borrow_mut().clear();
}
