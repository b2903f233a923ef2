// corpus: clean exit=0
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Default)]
struct Button {
    on_click: RefCell<Option<Box<dyn Fn() -> usize>>>,
    clicks: RefCell<usize>,
}

fn main() {
    let button = Rc::new(Button::default());
    let owner = Rc::downgrade(&button);
    *button.on_click.borrow_mut() = Some(Box::new(move || {
        let owner = owner.upgrade().unwrap();
        *owner.clicks.borrow_mut() += 1;
        let clicks = *owner.clicks.borrow();
        clicks
    }));
    assert_eq!(button.on_click.borrow().as_ref().unwrap()(), 1);
}
