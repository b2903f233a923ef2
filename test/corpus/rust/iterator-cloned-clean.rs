// corpus: clean exit=0
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

fn main() {
    let all: Vec<Rc<String>> = (0..30).map(|i| Rc::new(i.to_string())).collect();
    let by_name: HashMap<String, Rc<String>> = all.iter().cloned().map(|s| (s.to_string(), s)).collect();
    let sorted: BTreeMap<usize, Vec<Rc<String>>> = all.iter().map(Rc::clone).fold(BTreeMap::new(), |mut map, s| {
        map.entry(s.len()).or_insert_with(Vec::new).push(s);
        map
    });
    let mut even: Vec<Rc<String>> = all.iter().step_by(2).cloned().collect();
    even.sort();
    even.dedup();
    even.drain(3..).for_each(drop);
    assert_eq!(by_name.len() + sorted[&2].len() + even.len(), 53);
}
