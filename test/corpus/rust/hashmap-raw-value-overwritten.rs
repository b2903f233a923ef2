// corpus: leak class=lost objects=1
// fixed: clean
// A raw pointer in a map is overwritten; the map would have dropped a Box.
use std::collections::HashMap;

fn put(map: &mut HashMap<String, *mut String>, key: &str, value: String) {
    let _before = map.insert(key.to_string(), Box::into_raw(Box::new(value)));
    #[cfg(fixed)]
    if let Some(before) = _before {
        unsafe { drop(Box::from_raw(before)) }
    }
}

fn main() {
    let mut map = HashMap::new();
    put(&mut map, "a", String::new());
    put(&mut map, "a", String::new());
    for (_, value) in map {
        unsafe { drop(Box::from_raw(value)) }
    }
}
