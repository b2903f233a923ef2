// corpus: leak class=cycle findings=1 members=2 objects=2 edges=value.edges[0].0@24,value.first.1@25
// fixed: clean
// Two words by value, the number in front.
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Default)]
struct Vertex {
    edges: RefCell<Vec<(Rc<Vertex>, f64)>>,
    first: RefCell<(f64, Option<Rc<Vertex>>)>,
}

fn heavier((weight, to): (f64, Rc<Vertex>)) -> (f64, Rc<Vertex>) {
    (weight + 1.0, to)
}

fn total(edges: &[(Rc<Vertex>, f64)]) -> f64 {
    edges.iter().map(|(_, weight)| weight).sum()
}

fn main() {
    let a = Rc::new(Vertex::default());
    let b = Rc::new(Vertex::default());
    a.edges.borrow_mut().push((b.clone(), 0.5));
    let (weight, to) = heavier((total(&a.edges.borrow()), a.clone()));
    *b.first.borrow_mut() = (weight, Some(to));
    #[cfg(fixed)]
    a.edges.borrow_mut().clear();
}
