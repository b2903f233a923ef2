// corpus: leak class=forgotten-reference findings=1 members=1 objects=1 times=1 bytes=32 candidate=7
use std::rc::Rc;

fn main() {
    let text: Rc<str> = Rc::from("sixteen bytes ab");
    let copy = text.clone();
    let kept = Rc::clone(&copy);
    std::mem::forget(kept);
}
