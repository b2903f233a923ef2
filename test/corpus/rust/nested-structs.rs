// corpus: leak class=cycle findings=1 members=1 objects=1 times=1 field=value.config.window.parent taken=22
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Default)]
struct Window {
    _title: String,
    parent: RefCell<Option<Rc<App>>>,
}
#[derive(Default)]
struct Config {
    _debug: bool,
    window: Window,
}
#[derive(Default)]
struct App {
    config: Config,
}

fn main() {
    let app = Rc::new(App::default());
    app.config.window.parent.replace(Some(Rc::clone(&app)));
}
