// Intent: an async fn's future is named by it and holds its arguments.
// REQUIRES: rust
// RUN: %rustc_refsan --crate-type=lib --emit=llvm-ir %s -o - | %python %S/../Inputs/show.py | FileCheck %s
use std::{future::Future, pin::Pin, rc::Rc};

// CHECK: type future of rust_future::work short future of rust_future::work size {{[0-9]+}} complete
// CHECK: shared: Strong One
pub async fn work(shared: Rc<u64>) -> u64 {
    *shared
}
pub fn user(shared: Rc<u64>) -> Pin<Box<dyn Future<Output = u64>>> {
    Box::pin(work(shared))
}
