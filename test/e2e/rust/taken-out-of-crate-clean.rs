// Intent: boxes that were popped off a container of another crate, and are dropped.
// REQUIRES: rust
// RUN: rm -rf %t && mkdir %t && %rustc_refsan --crate-type rlib --crate-name smallvec %S/Inputs/smallvec.rs -o %t/libsmallvec.rlib
// RUN: %rustc_refsan %s --extern smallvec=%t/libsmallvec.rlib -o %t/program
// RUN: %silent 0 %run %t/program

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

fn main() {
    let mut guard = KEPT.lock().unwrap();
    let Kept(numbers, jobs) = guard.insert(Kept(SmallVec::new(), SmallVec::new()));
    for number in 0..3 {
        numbers.push(Box::new(number));
        jobs.push(Job { number: Box::new(number), name: number.to_string() });
    }
    drop(numbers.pop().unwrap());
    let last = jobs.pop().unwrap();
    println!("{}", last.name);
    drop(last.number);
}
