// corpus: leak class=lost findings=1 members=1 objects=1 times=1 bytes=40
fn main() {
    let slice = vec![1u64, 2, 3, 4, 5].leak();
    slice[0] = 7;
    assert_eq!(slice.iter().sum::<u64>(), 21);
}
