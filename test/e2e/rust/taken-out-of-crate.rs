// Intent: boxes that were popped off a container of another crate, which lives on, and are given to C, are lost: they lie in the
// container's room still.
// REQUIRES: rust
// RUN: rm -rf %t && mkdir %t && %rustc_refsan --crate-type rlib --crate-name smallvec %S/Inputs/smallvec.rs -o %t/libsmallvec.rlib
// RUN: %rustc_refsan %s --extern smallvec=%t/libsmallvec.rlib -o %t/program
// RUN: %exits 23 %run %t/program 2>&1 | FileCheck %s
// CHECK: RefSan: 2 lost objects (16 bytes)

use smallvec::SmallVec;
use std::sync::Mutex;

struct Job {
    number: Box<u64>,
    name: String,
}

type Numbers = SmallVec<[Box<u64>; 4]>;
type Jobs = SmallVec<[Job; 2]>;

struct Kept(Numbers, Jobs);
unsafe impl Send for Kept {}

static KEPT: Mutex<Option<Kept>> = Mutex::new(None);

fn give_to_c(number: Box<u64>) {
    std::hint::black_box(Box::into_raw(number));
}

fn main() {
    let mut guard = KEPT.lock().unwrap();
    let Kept(numbers, jobs) = guard.insert(Kept(SmallVec::new(), SmallVec::new()));
    for number in 0..3 {
        numbers.push(Box::new(number));
        jobs.push(Job { number: Box::new(number), name: number.to_string() });
    }
    give_to_c(numbers.pop().unwrap());
    let last = jobs.pop().unwrap();
    println!("{}", last.name);
    give_to_c(last.number);
}
