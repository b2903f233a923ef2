// corpus@O0: leak class=cycle members=2 objects=2 edges=value.middleware[1].app@31,value.router@45
// corpus@O2: leak class=cycle members=2 objects=2 edges=value.middleware[1].app@31,value.router@45
// corpus@O0g0: leak class=cycle members=2 objects=2
// corpus@O2g0: leak class=cycle members=3 objects=3
// fixed: clean
// A builder that goes by value gives its list to another one.
use std::cell::RefCell;
use std::rc::Rc;

struct Middleware {
    name: String,
    app: Option<Rc<App>>,
    order: u64,
}
#[derive(Default)]
struct Router {
    middleware: RefCell<Vec<Middleware>>,
}
struct App {
    router: Rc<Router>,
}
struct Builder {
    list: Vec<Middleware>,
    app: Option<Rc<App>>,
}
impl Builder {
    fn new(app: &Rc<App>) -> Builder {
        Builder { list: Vec::new(), app: Some(app.clone()) }
    }
    fn with(mut self, name: &str, uses_app: bool) -> Self {
        let app = if uses_app { self.app.clone() } else { None };
        let order = self.list.len() as u64;
        self.list.push(Middleware { name: name.to_string(), app, order });
        self
    }
    fn finish(self) -> usize {
        let app = self.app.unwrap();
        app.router.middleware.borrow_mut().extend(self.list);
        let count = app.router.middleware.borrow().len();
        count
    }
}
fn main() {
    let router = Rc::new(Router::default());
    let app = Rc::new(App { router: Rc::clone(&router) });
    let count = Builder::new(&app).with("log", false).with("auth", !cfg!(fixed)).with("gzip", false).finish();
    let names: Vec<String> = router.middleware.borrow().iter().map(|m| format!("{}{}", m.name, m.order)).collect();
    println!("{} {} {}", count, names.join(","), router.middleware.borrow()[1].app.is_some());
}
