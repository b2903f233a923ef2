// Intent: a Rust library that Python loads is checked with the runtime preloaded; a procedural macro in the compiler is silent.
// RUN: %rustc_refsan --crate-type cdylib %S/../mixed/Inputs/rings.rs -o %t.so
// RUN: %exits 23 %preload %python_host %S/Inputs/call.py %t.so rust_ring 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %silent 0 %preload %python_host %S/Inputs/call.py %t.so rust_list
// RUN: %exits 0 %run %python_host %S/Inputs/call.py %t.so rust_ring 2>&1 | FileCheck %s --check-prefix=CHECK-PLAIN
// RUN: mkdir -p %t && %rustc_refsan --crate-type proc-macro %S/Inputs/one.rs -o %t/libone.so
// RUN: %silent 0 %rustc_refsan %s --extern one=%t/libone.so -o %t/uses
// RUN: %silent 0 %run %t/uses
// REQUIRES: rust, python3
// CHECK: RefSan: 1 reference cycle keeps 1 object
// CHECK: Rc<rings::Node>{{.*}}rings.rs:11
// CHECK-PLAIN: RefSan: {{.*}}.so is instrumented, the program that loads it is not

fn main() {
    std::process::exit(one::one!() - 1);
}
