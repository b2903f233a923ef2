// Intent: cargo test of a crate: the test program that leaks is named with its lines and fails the run, unit tests beside it stay silent.
// REQUIRES: cargo
// RUN: rm -rf %t && mkdir %t && cp -r %S/Inputs/tested %t
// RUN: %cargo_refsan test %cargo_profile --manifest-path %t/tested/Cargo.toml --lib
// RUN: not %cargo_refsan test %cargo_profile --manifest-path %t/tested/Cargo.toml --test paths 2>&1 | FileCheck %s
// RUN: env TIDY=1 %cargo_refsan test %cargo_profile --manifest-path %t/tested/Cargo.toml --lib --tests 2>&1 | FileCheck %s --check-prefix=TIDY
// TIDY-NOT: RefSan
// TIDY: 2 passed
// TIDY-NOT: RefSan

// CHECK: 2 passed
// CHECK: RefSan: 1 reference cycle keeps
// CHECK: Rc<tested::Node>
// CHECK-SAME: made at {{.*}}src/lib.rs:20:
// CHECK: value.children[0] holds
// CHECK-SAME: taken at {{.*}}tests/paths.rs:7:
// CHECK: Rc<tested::Node>
// CHECK: value.parent holds
// CHECK-SAME: taken at {{.*}}src/lib.rs:24:
