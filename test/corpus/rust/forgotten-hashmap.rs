// corpus: leak class=lost findings=1 members=1 objects=1 times=1
use std::collections::HashMap;

fn main() {
    let mut map = HashMap::new();
    for i in 0..20 {
        map.insert(i, i.to_string().repeat(3));
    }
    assert_eq!(map.len(), 20);
    std::mem::forget(map);
}
