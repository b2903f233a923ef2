// corpus: leak class=cycle findings=1 members=1 objects=1 edges=value.me@19 type=Rc<*Document>
// fixed: clean
// make_mut makes a block of its own.
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Clone)]
struct Document {
    me: RefCell<Option<Rc<Document>>>,
    text: String,
}

fn main() {
    let first = Rc::new(Document { me: RefCell::new(None), text: "a".into() });
    let mut second = first.clone();
    Rc::make_mut(&mut second).text.push('b');
    assert!(!Rc::ptr_eq(&first, &second));
    #[cfg(not(fixed))]
    second.me.replace(Some(second.clone()));
    assert_eq!(second.text, "ab");
}
