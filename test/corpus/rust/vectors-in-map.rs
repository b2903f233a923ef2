// corpus: leak class=cycle edges=value.grid[1][0]@14,value.map[…][0].1@15
// Vectors in a vector and in a map.
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
#[derive(Default)]
struct G {
    grid: RefCell<Vec<Vec<Rc<G>>>>,
    map: RefCell<HashMap<u8, Vec<(String, Rc<G>)>>>,
}
fn main() {
    let g = Rc::new(G::default());
    g.grid.borrow_mut().push(vec![]);
    g.grid.borrow_mut().push(vec![g.clone()]);
    g.map.borrow_mut().entry(3).or_default().push(("k".to_string(), g.clone()));

}
