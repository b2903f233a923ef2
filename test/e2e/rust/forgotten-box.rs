// Intent: a Box that is leaked on purpose and dropped from sight is lost; the Vec inside is counted under it.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s

struct Cache {
    entries: Vec<u64>,
}

fn fill() -> usize {
    // CHECK: RefSan: 1 lost object
    let cache = Box::new(Cache { entries: vec![1, 2, 3] });
    // CHECK: Cache  24 bytes
    // CHECK-SAME: forgotten-box.rs:[[@LINE-2]]
    Box::leak(cache).entries.len()
}

fn main() {
    assert_eq!(fill(), 3);
}
// CHECK: 2 leaked
