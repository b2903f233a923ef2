// corpus: leak class=lost findings=1 members=1 objects=1 times=1 bytes=11
fn main() {
    let text = String::from("hello world");
    assert_eq!(text.len(), 11);
    std::mem::forget(text);
}
