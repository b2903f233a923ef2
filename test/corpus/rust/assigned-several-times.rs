// corpus: leak class=cycle members=2 edges=value.next@16,value.next@21
// Fields and variables that are assigned several times.
use std::cell::RefCell;
use std::rc::Rc;
#[derive(Default)]
struct N {
    next: RefCell<Option<Rc<N>>>,
    id: u32,
}
fn main() {
    let a = Rc::new(N::default());
    let b = Rc::new(N { id: 2, ..Default::default() });
    a.next.replace(Some(b.clone()));
    a.next.replace(None);
    a.next.replace(Some(a.clone()));
    *a.next.borrow_mut() = Some(b.clone());
    let mut tmp = a.clone();
    if tmp.id == 0 {
        tmp = b.clone();
    }
    let keep = if b.id == 2 { Some(a.clone()) } else { None };
    *b.next.borrow_mut() = keep;
    println!("{}", tmp.id);
}
