// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 bytes=32 field=value.me taken=13
use std::cell::RefCell;
use std::rc::Rc;

struct Ctx {
    me: RefCell<Option<Rc<Ctx>>>,
}
thread_local!(static CTX: RefCell<Option<Rc<Ctx>>> = const { RefCell::new(None) });

fn main() {
    std::thread::spawn(|| {
        let ctx = Rc::new(Ctx { me: RefCell::new(None) });
        *ctx.me.borrow_mut() = Some(ctx.clone());
        CTX.with(|slot| *slot.borrow_mut() = Some(ctx));
    })
    .join()
    .unwrap();
}
