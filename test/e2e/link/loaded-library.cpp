// Intent: an instrumented library loaded by dlopen uses the runtime of the instrumented program.
// RUN: %clangxx_refsan -DLIBRARY -shared -fPIC %s -o %t.so
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t %t.so 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %clangxx_refsan -DLIBRARY -DCLEAN -shared -fPIC %s -o %t.so
// RUN: %silent 0 %run %t %t.so

#include "Inputs/ring.h"
#include <dlfcn.h>

#ifdef LIBRARY
extern "C" void makeRingInLibrary() { makeRing(); }
#else
int main(int, char **argv) {
  void *library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  auto *make = library ? (void (*)())dlsym(library, "makeRingInLibrary") : nullptr;
  if (!make)
    return 1;
  make();
}
#endif
// CHECK: RefSan: 1 reference cycle keeps 2 objects
