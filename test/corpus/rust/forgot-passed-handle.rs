// corpus: leak class=forgotten-reference members=1 candidate=21
// One of ten clones that are passed to a function is not given back.
use std::sync::Arc;
#[derive(Debug)]
struct Buf {
    data: Vec<u8>,
}
fn consume(b: Arc<Buf>, fail: bool) -> Result<usize, ()> {
    if fail {
        let _raw = Arc::into_raw(b);
        return Err(());
    }
    Ok(b.data.len())
}
fn main() {
    let b = Arc::new(Buf { data: vec![0; 64] });
    let mut total = 0;
    total += consume(b.clone(), false).unwrap();
    total += consume(b.clone(), false).unwrap();
    total += consume(b.clone(), false).unwrap();
    total += consume(b.clone(), true).unwrap_or(0);
    total += consume(b.clone(), false).unwrap();
    total += consume(b.clone(), false).unwrap();
    let v: Vec<_> = (0..4).map(|_| b.clone()).collect();
    println!("{total} {}", v.len());
}
