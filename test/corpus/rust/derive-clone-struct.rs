// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 field=value.ctx.app,value.spare.app taken=18,19
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Clone)]
struct Ctx {
    app: Rc<App>,
    _level: u32,
}
#[derive(Default)]
struct App {
    ctx: RefCell<Option<Ctx>>,
    spare: RefCell<Option<Ctx>>,
}

fn main() {
    let app = Rc::new(App::default());
    let ctx = Ctx { app: app.clone(), _level: 3 };
    let copy = ctx.clone();
    *app.ctx.borrow_mut() = Some(ctx);
    *app.spare.borrow_mut() = Some(copy);
}
