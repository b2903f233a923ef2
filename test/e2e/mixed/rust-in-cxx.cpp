// Intent: C++ and the Rust archive or library that it links have one runtime and one report, whoever leaked.
// RUN: %rustc_refsan --crate-type staticlib %S/Inputs/rings.rs -o %t.a
// RUN: %clangxx_refsan %s %t.a -o %t
// RUN: %exits 23 %run %t leak 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %silent 0 %run %t
// RUN: %rustc_refsan --crate-type cdylib %S/Inputs/rings.rs -o %t.so
// RUN: %clangxx_refsan %s %t.so -o %t
// RUN: %exits 23 %run %t leak 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %silent 0 %run %t
// REQUIRES: rust

#include <memory>

struct Link {
  std::shared_ptr<Link> next;
};
extern "C" void rust_ring();
extern "C" void rust_list();

int main(int argc, char **) {
  rust_list();
  if (argc == 1)
    return 0;
  auto link = std::make_shared<Link>();
  link->next = link;
  rust_ring();
}
// CHECK: RefSan: 2 reference cycles keep 2 objects
// CHECK-DAG: Rc<rings::Node>{{.*}}strong 1{{.*}}rings.rs:11:{{.*}} in {{.*}}rust_ring
// CHECK-DAG: Link{{.*}}strong 1{{.*}}rust-in-cxx.cpp:24:{{.*}} in main
