// Intent: rustc's code is instrumented at every level; its clones are still calls when the pass sees them.
// REQUIRES: rust
// RUN: %rustc_refsan -Copt-level=0 --crate-type=lib --emit=llvm-ir %s -o - | FileCheck %s
// RUN: %rustc_refsan -Copt-level=1 --crate-type=lib --emit=llvm-ir %s -o - | FileCheck %s
// RUN: %rustc_refsan -Copt-level=2 --crate-type=lib --emit=llvm-ir %s -o - | FileCheck %s
// RUN: %rustc_refsan -Copt-level=3 --crate-type=lib --emit=llvm-ir %s -o - | FileCheck %s
// RUN: %rustc_refsan -Copt-level=s --crate-type=lib --emit=llvm-ir %s -o - | FileCheck %s
use std::rc::Rc;
// CHECK-DAG: call {{.*}}@__refsan_rust_alloc(
// CHECK-DAG: call {{.*}}@__refsan_retain(
#[no_mangle]
pub fn user() -> (Rc<u64>, Rc<u64>) {
    let one = Rc::new(1);
    (one.clone(), one)
}
