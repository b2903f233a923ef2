// corpus: clean exit=0
use std::sync::OnceLock;

static TABLE: OnceLock<&'static mut Vec<String>> = OnceLock::new();

fn main() {
    let table = Box::leak(Box::new(vec!["one".to_string(), "two".to_string()]));
    assert!(TABLE.set(table).is_ok());
    assert_eq!(TABLE.get().unwrap().len(), 2);
}
