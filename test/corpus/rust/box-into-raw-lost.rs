// corpus: leak class=lost findings=1 members=1 objects=3 times=3 bytes=96
fn lose(n: u64) -> u64 {
    let raw = Box::into_raw(Box::new([n; 4]));
    unsafe { (*raw)[2] }
}

fn main() {
    let sum: u64 = (0..3).map(lose).sum();
    assert_eq!(sum, 3);
}
