// Intent: the crate refsan works with the runtime, and does nothing without it, on stable Rust.
// RUN: mkdir -p %t && %rustc_refsan --crate-type rlib --crate-name refsan %S/../../../tools/refsan-rs/src/lib.rs -o %t/librefsan.rlib
// RUN: %rustc_refsan %s --extern refsan=%t/librefsan.rlib -o %t/program
// RUN: %exits 23 %run %t/program leak 2>&1 | FileCheck %s
// RUN: %silent 0 %run %t/program
// RUN: %rustc_plain --crate-type rlib --crate-name refsan %S/../../../tools/refsan-rs/src/lib.rs -o %t/librefsan.rlib
// RUN: %rustc_plain %s --extern refsan=%t/librefsan.rlib -o %t/program
// RUN: %silent 0 %run %t/program plain
// REQUIRES: rust

use std::cell::RefCell;
use std::rc::Rc;

struct Node {
    next: RefCell<Option<Rc<Node>>>,
}

thread_local! {
    static KEPT: RefCell<Vec<String>> = RefCell::new(Vec::new());
}

fn main() {
    let what = std::env::args().nth(1).unwrap_or_default();
    assert_eq!(refsan::is_instrumented(), what != "plain");
    refsan::scope("nothing", || {
        let texts: Vec<String> = (0..100).map(|i| i.to_string()).collect();
        println!("{}", texts.len());
    });
    assert_eq!(refsan::check_now(), Ok(0));
    refsan::disabled(|| std::mem::forget(Box::new(5)));
    let ignored = Box::new([1u64; 4]);
    refsan::ignore(&*ignored);
    std::mem::forget(ignored);
    if what == "leak" {
        let scope = refsan::Scope::begin("kept");
        KEPT.with(|kept| kept.borrow_mut().push("a text".to_string()));
        assert!(scope.end().unwrap() > 0);
        refsan::scope("a ring", || {
            let node = Rc::new(Node { next: RefCell::new(None) });
            *node.next.borrow_mut() = Some(Rc::clone(&node));
        });
    }
}
// CHECK: RefSan: 2 objects that outlive their scope
// CHECK: made at {{.*}}api-crate.rs:36
// CHECK: note: checked at the end of the scope 'kept'
// CHECK: RefSan: 1 {{(reference cycle keeps 1 object|object that outlives its scope)}}
// CHECK: note: checked at the end of the scope 'a ring'
// CHECK: RefSan: 1 reference cycle keeps 1 object
