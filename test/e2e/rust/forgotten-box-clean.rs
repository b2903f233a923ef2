// Intent: the same Box dropped at the end of its scope.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %silent 0 %run %t

struct Cache {
    entries: Vec<u64>,
}

fn fill() -> usize {
    let cache = Box::new(Cache { entries: vec![1, 2, 3] });
    cache.entries.len()
}

fn main() {
    assert_eq!(fill(), 3);
}
