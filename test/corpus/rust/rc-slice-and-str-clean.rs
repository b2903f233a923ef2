// corpus: clean exit=0
use std::rc::Rc;
use std::sync::Arc;

fn main() {
    let text: Rc<str> = Rc::from("hello");
    let copy = text.clone();
    let slice: Rc<[String]> = (0..4).map(|i| i.to_string()).collect();
    let shared: Arc<[u64]> = Arc::from(vec![1, 2, 3]);
    let boxed: Rc<String> = Rc::from(Box::new("boxed".to_string()));
    let dynamic: Rc<dyn std::fmt::Display> = boxed.clone();
    assert_eq!(format!("{copy}{}{}{dynamic}", slice[3], shared[2]), "hello33boxed");
    let mut number = Rc::new(5);
    let other = number.clone();
    *Rc::make_mut(&mut number) += 1;
    assert_eq!(*number + *other, 11);
    assert_eq!(Rc::try_unwrap(number), Ok(6));
    let mut only = Rc::new(vec![1]);
    Rc::get_mut(&mut only).unwrap().push(2);
    assert_eq!(Rc::into_inner(only), Some(vec![1, 2]));
}
