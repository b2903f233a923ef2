// Intent: boxes that were drained from a container of another crate, by way of shared references to them, and forgotten are lost.
// REQUIRES: rust
// RUN: rm -rf %t && mkdir %t && %rustc_refsan --crate-type rlib --crate-name smallvec %S/Inputs/smallvec.rs -o %t/libsmallvec.rlib
// RUN: %rustc_refsan %s --extern smallvec=%t/libsmallvec.rlib -o %t/program
// RUN: %exits 23 %run %t/program 2>&1 | FileCheck %s
// CHECK: RefSan: 3 lost objects (24 bytes)
// RUN: %rustc_refsan --cfg clean %s --extern smallvec=%t/libsmallvec.rlib -o %t/program-clean
// RUN: %silent 0 %run %t/program-clean

use smallvec::SmallVec;
use std::sync::Mutex;

struct Kept(SmallVec<[Box<u64>; 4]>);
unsafe impl Send for Kept {}

static KEPT: Mutex<Kept> = Mutex::new(Kept(SmallVec::new()));

#[inline(never)]
fn finish(number: Box<u64>) -> u64 {
    let value = *number;
    #[cfg(not(clean))]
    std::mem::forget(number);
    #[cfg(clean)]
    drop(number);
    value
}

fn main() {
    let mut kept = KEPT.lock().unwrap();
    for number in 0..3 {
        kept.0.push(Box::new(number));
    }
    let sum: u64 = kept.0.drain().map(finish).sum();
    println!("{sum}");
}
