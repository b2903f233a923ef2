// corpus: leak class=cycle members=2 edges=value.edges[0].to@24,value.edges[1].to@25,value.edges[0].to@18
// Handles in structs in vectors.
use std::cell::RefCell;
use std::rc::Rc;
struct Edge {
    to: Rc<Vertex>,
    weight: f32,
}
struct Vertex {
    name: String,
    edges: RefCell<Vec<Edge>>,
}
impl Vertex {
    fn new(n: &str) -> Rc<Self> {
        Rc::new(Self { name: n.to_string(), edges: Default::default() })
    }
    fn connect(&self, to: &Rc<Vertex>, weight: f32) {
        self.edges.borrow_mut().push(Edge { to: to.clone(), weight });
    }
}
fn main() {
    let a = Vertex::new("a");
    let b = Vertex::new("b");
    a.edges.borrow_mut().push(Edge { to: Rc::clone(&b), weight: 1.0 });
    a.edges.borrow_mut().push(Edge { to: Rc::clone(&b), weight: 2.0 });
    b.connect(&a, 0.5);
    println!("{}{}{}", a.name, b.name, b.edges.borrow()[0].weight);
}
