// corpus: leak class=cycle findings=1 members=2 objects=2 times=1 field=value.on_click,owner taken=13,14
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Default)]
struct Button {
    on_click: RefCell<Option<Box<dyn Fn() -> usize>>>,
    clicks: RefCell<usize>,
}

fn main() {
    let button = Rc::new(Button::default());
    let owner = button.clone();
    *button.on_click.borrow_mut() = Some(Box::new(move || {
        *owner.clicks.borrow_mut() += 1;
        *owner.clicks.borrow()
    }));
    assert_eq!(button.on_click.borrow().as_ref().unwrap()(), 1);
}
