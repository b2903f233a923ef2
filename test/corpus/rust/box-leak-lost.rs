// corpus: leak class=lost findings=1 members=1 objects=1 times=1 bytes=24 owned=1
struct Table {
    names: Vec<u8>,
}

fn main() {
    let table: &'static Table = Box::leak(Box::new(Table { names: vec![1; 18] }));
    assert_eq!(table.names.len(), 18);
}
