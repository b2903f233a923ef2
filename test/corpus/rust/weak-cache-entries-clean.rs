// corpus: clean exit=0
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

#[derive(Default)]
struct Cache {
    entries: RefCell<HashMap<u32, Weak<Entry>>>,
}
struct Entry {
    key: u32,
    cache: Weak<Cache>,
}
impl Drop for Entry {
    fn drop(&mut self) {
        if let Some(cache) = self.cache.upgrade() {
            cache.entries.borrow_mut().remove(&self.key);
        }
    }
}

fn main() {
    let cache = Rc::new(Cache::default());
    let entries: Vec<Rc<Entry>> = (0..10)
        .map(|key| {
            let entry = Rc::new(Entry { key, cache: Rc::downgrade(&cache) });
            cache.entries.borrow_mut().insert(key, Rc::downgrade(&entry));
            entry
        })
        .collect();
    drop(entries);
    assert!(cache.entries.borrow().is_empty());
}
