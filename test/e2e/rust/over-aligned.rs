// Intent: values that need more alignment than malloc gives have it, and each leak its size, type and line.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s

#[repr(align(128))]
struct Line {
    number: u64,
}
#[repr(align(4096))]
struct Page {
    number: u64,
}

fn keep(number: u64) -> usize {
    // CHECK: RefSan: 2 lost objects
    // CHECK-DAG: Line  128 bytes{{.*}}over-aligned.rs:[[@LINE+1]]
    let line = Box::into_raw(Box::new(Line { number }));
    // CHECK-DAG: Page  4096 bytes{{.*}}over-aligned.rs:[[@LINE+1]]
    let page = Box::into_raw(Box::new(Page { number }));
    unsafe { ((*line).number + (*page).number) as usize + line as usize % 128 + page as usize % 4096 }
}

fn main() {
    assert_eq!(keep(1), 2);
}
