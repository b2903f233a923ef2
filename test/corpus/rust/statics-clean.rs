// corpus: clean exit=0
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

struct Config {
    me: Mutex<Option<Arc<Config>>>,
    _name: String,
}
static CONFIG: OnceLock<Arc<Config>> = OnceLock::new();
static NAMES: LazyLock<Mutex<Vec<String>>> = LazyLock::new(|| Mutex::new(vec!["a".to_string()]));
thread_local!(static LOCAL: RefCell<Vec<Rc<String>>> = const { RefCell::new(Vec::new()) });

fn main() {
    let config = CONFIG.get_or_init(|| Arc::new(Config { me: Mutex::new(None), _name: "x".repeat(40) }));
    *config.me.lock().unwrap() = Some(config.clone());
    NAMES.lock().unwrap().push("b".to_string());
    LOCAL.with(|local| local.borrow_mut().push(Rc::new("local".to_string())));
}
