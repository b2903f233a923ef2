// corpus: leak class=lost findings=1 members=1 objects=1 times=1 bytes=16 owned=99
struct Item {
    next: Option<Box<Item>>,
    _value: u64,
}

fn main() {
    let mut head = None;
    for value in 0..100 {
        head = Some(Box::new(Item { next: head, _value: value }));
    }
    std::mem::forget(head);
}
