// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 bytes=48 field=value.list[…] taken=12
use std::cell::RefCell;
use std::collections::LinkedList;
use std::rc::Rc;

struct Owner {
    list: RefCell<LinkedList<Rc<Owner>>>,
}

fn main() {
    let owner = Rc::new(Owner { list: RefCell::new(LinkedList::new()) });
    owner.list.borrow_mut().push_back(owner.clone());
}
