// corpus: leak class=cycle findings=1 members=2 objects=2 edges=value.parts[0]@28,?@24 type=Arc<dyn*Part>
// fixed: clean
// Of the value in an Arc<dyn Trait> that was a box nothing is known: the whole block is looked at.
use std::sync::{Arc, Mutex};

trait Part: Send + Sync {
    fn size(&self) -> usize;
}
struct Whole {
    parts: Mutex<Vec<Arc<dyn Part>>>,
}
struct Wheel {
    whole: Arc<Whole>,
    spokes: usize,
}
impl Part for Wheel {
    fn size(&self) -> usize {
        self.spokes + Arc::strong_count(&self.whole)
    }
}

fn main() {
    let whole = Arc::new(Whole { parts: Mutex::new(Vec::new()) });
    let boxed: Box<dyn Part> = Box::new(Wheel { whole: Arc::clone(&whole), spokes: 3 });
    let part: Arc<dyn Part> = Arc::from(boxed);
    assert_eq!(part.size(), 5);
    #[cfg(not(fixed))]
    whole.parts.lock().unwrap().push(part.clone());
}
