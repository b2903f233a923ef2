// corpus: leak class=cycle findings=1 members=2 objects=2 type=Rc<*Hub>,Rc<[*Spoke]> edges=value.spokes@22,[0].hub@18,[1].hub@18
// fixed: clean
// A slice behind the counts: each element's fields.
use std::cell::RefCell;
use std::rc::Rc;

struct Hub {
    spokes: RefCell<Option<Rc<[Spoke]>>>,
}
struct Spoke {
    hub: Rc<Hub>,
    weight: u64,
}
fn main() {
    let hub = Rc::new(Hub { spokes: RefCell::new(None) });
    let mut list = Vec::new();
    for weight in 0..2 {
        list.push(Spoke { hub: hub.clone(), weight });
    }
    let spokes: Rc<[Spoke]> = list.into();
    assert_eq!(spokes.iter().map(|s| s.weight + Rc::strong_count(&s.hub) as u64).sum::<u64>(), 7);
    *hub.spokes.borrow_mut() = Some(Rc::clone(&spokes));
    #[cfg(fixed)]
    hub.spokes.take();
}
