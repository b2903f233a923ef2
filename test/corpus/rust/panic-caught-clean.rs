// corpus: clean exit=0
use std::panic::{self, AssertUnwindSafe};
use std::rc::Rc;

fn fail(shared: &Rc<Vec<u8>>, n: u32) -> u32 {
    let _copies: Vec<Rc<Vec<u8>>> = vec![shared.clone(); 4];
    let _text = format!("{n}");
    if n % 2 == 0 {
        panic::panic_any(Box::new(n));
    }
    n
}

fn main() {
    panic::set_hook(Box::new(|_| ()));
    let shared = Rc::new(vec![1, 2, 3]);
    for n in 0..10 {
        let result = panic::catch_unwind(AssertUnwindSafe(|| fail(&shared, n)));
        assert_eq!(result.is_err(), n % 2 == 0);
    }
    assert_eq!(Rc::strong_count(&shared), 1);
}
