// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.inner.store,value.visitors[0] taken=31,33
use std::cell::RefCell;
use std::rc::Rc;

trait Visit {
    fn visit(&self) -> usize;
    fn twice<F: Fn(usize) -> usize>(&self, f: F) -> usize
    where
        Self: Sized,
    {
        f(f(self.visit()))
    }
}
struct Store {
    visitors: RefCell<Vec<Rc<dyn Visit>>>,
}
struct Wrap<T> {
    inner: T,
}
struct InStore {
    store: Rc<Store>,
}
impl Visit for Wrap<InStore> {
    fn visit(&self) -> usize {
        self.inner.store.visitors.borrow().len()
    }
}

fn main() {
    let store = Rc::new(Store { visitors: RefCell::new(Vec::new()) });
    let visitor = Rc::new(Wrap { inner: InStore { store: store.clone() } });
    assert_eq!(visitor.twice(|n| n + 1), 2);
    store.visitors.borrow_mut().push(visitor);
    assert_eq!(store.visitors.borrow()[0].visit(), 1);
}
