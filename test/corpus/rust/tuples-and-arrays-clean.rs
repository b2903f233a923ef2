// corpus: clean exit=0
use std::cell::RefCell;
use std::rc::Rc;

struct Table {
    pairs: RefCell<[(u32, Option<Rc<Table>>); 3]>,
}

fn main() {
    let table = Rc::new(Table { pairs: RefCell::new([(1, None), (2, None), (3, None)]) });
    table.pairs.borrow_mut()[1].1 = Some(Rc::clone(&table));
    for (_, slot) in table.pairs.borrow_mut().iter_mut() {
        slot.take();
    }
}
