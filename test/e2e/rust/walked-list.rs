// Intent: a handle that walks a list is given up after the next one was taken: each release ends its own, and edges keep their lines.
// REQUIRES: rust
// RUN: %rustc_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %rustc_refsan --cfg clean %s -o %t-clean
// RUN: %silent 0 %run %t-clean

use std::cell::RefCell;
use std::rc::Rc;

struct Entry {
    value: u32,
    next: RefCell<Option<Rc<Entry>>>,
    back: RefCell<Option<Rc<Entry>>>,
}
struct List {
    head: Option<Rc<Entry>>,
}

impl List {
    fn push(&mut self, value: u32) {
        let next = RefCell::new(self.head.take());
        let entry = Rc::new(Entry { value, next, back: RefCell::new(None) });
        #[cfg(not(clean))]
        if let Some(next) = &*entry.next.borrow() {
            *next.back.borrow_mut() = Some(entry.clone());
        }
        self.head = Some(entry);
    }
    fn sum(&self) -> u32 {
        let mut sum = 0;
        let mut here = self.head.clone();
        while let Some(entry) = here {
            sum += entry.value;
            here = entry.next.borrow().clone();
        }
        sum
    }
}

fn main() {
    let mut list = List { head: None };
    for value in 1..=3 {
        list.push(value);
    }
    assert_eq!(list.sum() + list.sum(), 12);
}
// CHECK: RefSan: 1 reference cycle keeps 3 objects
// CHECK-NOT: walked-list.rs:3{{[25]}}:
// CHECK: value.next holds {{.*}}the reference it was made with at {{.*}}.rs:23:
// CHECK-NOT: walked-list.rs:3{{[25]}}:
// CHECK: value.next holds {{.*}}the reference it was made with at {{.*}}.rs:23:
// CHECK-NOT: walked-list.rs:3{{[25]}}:
