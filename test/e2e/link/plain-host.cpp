// Intent: an instrumented library in a program that is not is not checked, which is said; with the shared runtime preloaded it is.
// RUN: %clangxx_refsan -DLIBRARY -shared -fPIC %s -o %t.so
// RUN: %clangxx_plain %s -o %t
// RUN: %exits 7 %run %t %t.so 2>&1 | FileCheck %s --check-prefix=CHECK-PLAIN
// RUN: %exits 26 %env_refsan_opts=gate=1 %run %t %t.so 2>&1 | FileCheck %s --check-prefix=CHECK-GATE
// RUN: %silent 7 %env_refsan_opts=detect_leaks=0 %run %t %t.so
// RUN: %exits 26 %refsan run %t %t.so 2>&1 | FileCheck %s --check-prefix=CHECK-GATE
// RUN: %exits 23 %preload %t %t.so 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %clangxx_refsan -DLIBRARY -DCLEAN -shared -fPIC %s -o %t.so
// RUN: %silent 7 %preload %t %t.so

#include "Inputs/ring.h"
#include <dlfcn.h>

#ifdef LIBRARY
extern "C" void makeRingInLibrary() { makeRing(); }
#else
int main(int, char **argv) {
  void *library = dlopen(argv[1], RTLD_NOW);
  auto *make = library ? (void (*)())dlsym(library, "makeRingInLibrary") : nullptr;
  if (!make)
    return 1;
  make();
  dlclose(library);
  return 7;
}
#endif
// CHECK-PLAIN: RefSan: {{.*}}plain-host{{.*}}.so is instrumented, the program that loads it is not{{.*}} start the program with LD_PRELOAD=
// CHECK-GATE: RefSan: {{.*}}.so is instrumented, {{.*}}gate=1: nothing was checked
// CHECK: RefSan: 1 reference cycle keeps 2 objects
// CHECK: Node{{.*}}made at {{.*}}Inputs/ring.h:9:{{.*}} in makeRing
// CHECK: next holds the next object{{.*}}taken at {{.*}}ring.h:10
