// Intent: one flag file in RUSTFLAGS instruments a workspace; lines of a member library are named; the build script, which leaks, stays plain.
// REQUIRES: cargo
// RUN: rm -rf %t && mkdir %t && cp -r %S/Inputs/workspace %t
// RUN: %exits 23 %cargo_refsan run %cargo_profile --manifest-path %t/workspace/Cargo.toml -- leak 2>&1 | FileCheck %s
// RUN: %silent 0 %cargo_refsan run %cargo_profile --manifest-path %t/workspace/Cargo.toml

// CHECK: RefSan: 1 reference cycle keeps 2 objects (64 bytes) alive
// CHECK: Rc<nodes::Node>  32 bytes  strong 1, weak 0
// CHECK-SAME: made at {{.*}}nodes/src/lib.rs:9:
// CHECK: value.next holds
// CHECK-SAME: taken at {{.*}}nodes/src/lib.rs:11:
// CHECK: Rc<nodes::Node>  32 bytes  strong 1, weak 0
// CHECK-SAME: made at {{.*}}nodes/src/lib.rs:10:
// CHECK: value.next holds
// CHECK-SAME: taken at {{.*}}nodes/src/lib.rs:13:
// CHECK: called from app::main
