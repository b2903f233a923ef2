// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 field=value.pairs[1].1 taken=11
use std::cell::RefCell;
use std::rc::Rc;

struct Table {
    pairs: RefCell<[(u32, Option<Rc<Table>>); 3]>,
}

fn main() {
    let table = Rc::new(Table { pairs: RefCell::new([(1, None), (2, None), (3, None)]) });
    table.pairs.borrow_mut()[1].1 = Some(Rc::clone(&table));
    assert_eq!(table.pairs.borrow()[2].0, 3);
}
