// corpus: clean exit=0
use std::rc::Rc;

#[derive(Clone)]
struct Ctx {
    _name: Rc<str>,
    list: Rc<Vec<Rc<str>>>,
}

fn main() {
    let name: Rc<str> = "ctx".into();
    let ctx = Ctx { _name: name.clone(), list: Rc::new(vec![name.clone(), name]) };
    let copies: Vec<Ctx> = std::iter::repeat_n(ctx.clone(), 5).collect();
    assert_eq!(copies.len() + ctx.list.len(), 7);
}
