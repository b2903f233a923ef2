// Intent: a function takes all the references that are given to C: which of its calls took the forgotten one is told where
// that is asked for.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %env_refsan_opts=reference_stacks=1 %run %t 2>&1 | FileCheck %s
// RUN: %rustc_refsan --cfg fixed %s -o %t.fixed
// RUN: %silent 0 %env_refsan_opts=reference_stacks=1 %run %t.fixed

// CHECK: RefSan: 1 forgotten reference
// CHECK: perhaps the one taken at {{.*}}callers-of-forgotten.rs:[[#@LINE+9]]:{{[0-9]+}} in callers_of_forgotten::lend
// CHECK-NEXT: Rc::into_raw(Rc::clone(job))
// CHECK-NEXT: called from callers_of_forgotten::cancelled {{.*}}callers-of-forgotten.rs:[[#@LINE+21]]:
// CHECK-NEXT: from callers_of_forgotten::main
// CHECK-NOT: or at
use std::rc::Rc;

#[inline(never)]
fn lend(job: &Rc<String>) -> *const String {
    Rc::into_raw(Rc::clone(job))
}

fn give_back(raw: *const String) {
    unsafe { drop(Rc::from_raw(raw)) };
}

#[inline(never)]
fn finished(job: &Rc<String>) {
    give_back(lend(job));
}

#[inline(never)]
fn cancelled(job: &Rc<String>) {
    let raw = std::hint::black_box(lend(job));
    if cfg!(fixed) {
        give_back(raw);
    }
}

fn main() {
    let job = Rc::new(String::from("job"));
    finished(&job);
    cancelled(&job);
    finished(&job);
}
