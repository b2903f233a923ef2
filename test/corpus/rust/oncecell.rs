// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 bytes=48 field=value.owner,value.part taken=14,15
use std::cell::OnceCell;
use std::rc::Rc;

struct Whole {
    part: OnceCell<Rc<Part>>,
}
struct Part {
    owner: Rc<Whole>,
}

fn main() {
    let whole = Rc::new(Whole { part: OnceCell::new() });
    let part = Rc::new(Part { owner: Rc::clone(&whole) });
    assert!(whole.part.set(Rc::clone(&part)).is_ok());
    assert!(part.owner.part.get().is_some());
}
