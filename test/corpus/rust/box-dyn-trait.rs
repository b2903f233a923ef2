// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 bytes=48 field=value.handler,button taken=22,22
use std::cell::RefCell;
use std::rc::Rc;

trait Handler {
    fn run(&self) -> usize;
}
struct Button {
    handler: RefCell<Option<Box<dyn Handler>>>,
}
struct Click {
    button: Rc<Button>,
}
impl Handler for Click {
    fn run(&self) -> usize {
        Rc::strong_count(&self.button)
    }
}

fn main() {
    let button = Rc::new(Button { handler: RefCell::new(None) });
    let click = Box::new(Click { button: button.clone() });
    assert_eq!(click.run(), 2);
    *button.handler.borrow_mut() = Some(click);
}
