//===- hot_paths.rs - what the runtime is asked for most -------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// As hot_paths.cpp.
//
//===----------------------------------------------------------------------===//

use std::cell::RefCell;
use std::hint::black_box;
use std::rc::Rc;
use std::sync::Arc;

struct Node {
    value: u64,
    next: RefCell<Option<Rc<Node>>>,
}

fn node(value: u64) -> Rc<Node> {
    Rc::new(Node { value, next: RefCell::new(None) })
}

#[no_mangle]
#[inline(never)]
pub extern "C" fn path_box(times: u64) {
    for number in 0..times {
        black_box(Box::new(number));
    }
}

#[no_mangle]
#[inline(never)]
pub extern "C" fn path_string(times: u64) {
    for _ in 0..times {
        black_box(String::from("a text of forty bytes that is kept here.."));
    }
}

#[no_mangle]
#[inline(never)]
pub extern "C" fn path_vec_growth(times: u64) {
    for _ in 0..times {
        let mut list = Vec::new();
        for number in 0..16u64 {
            list.push(number);
        }
        black_box(&list);
    }
}

#[no_mangle]
#[inline(never)]
pub extern "C" fn path_rc_new(times: u64) {
    for number in 0..times {
        black_box(node(number));
    }
}

#[no_mangle]
#[inline(never)]
pub extern "C" fn path_rc_clone(times: u64) {
    let kept = node(1);
    for _ in 0..times {
        black_box(Rc::clone(&kept).value);
    }
}

#[no_mangle]
#[inline(never)]
pub extern "C" fn path_arc_clone(times: u64) {
    let kept = Arc::new(1u64);
    for _ in 0..times {
        black_box(Arc::clone(&kept));
    }
}

#[no_mangle]
#[inline(never)]
pub extern "C" fn path_rc_store(times: u64) {
    let kept = node(1);
    let holder = node(2);
    for _ in 0..times {
        *holder.next.borrow_mut() = Some(kept.clone());
        black_box(&holder);
    }
}

#[no_mangle]
#[inline(never)]
pub extern "C" fn path_rc_push(times: u64) {
    let kept = node(1);
    for _ in 0..times {
        let mut list = Vec::with_capacity(4);
        for _ in 0..4 {
            list.push(kept.clone());
        }
        black_box(&list);
    }
}

fn main() {
    let paths: [extern "C" fn(u64); 8] =
        [path_box, path_string, path_vec_growth, path_rc_new, path_rc_clone, path_arc_clone, path_rc_store, path_rc_push];
    for path in paths {
        path(black_box(20000));
        path(black_box(20000));
    }
}
