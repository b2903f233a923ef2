// Intent: what an instrumented library allocated is judged, and described, after dlclose has unmapped the library.
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
  for (int i = 0; i < 2; ++i) {
    void *library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    auto *make = library ? (void (*)())dlsym(library, "makeRingInLibrary") : nullptr;
    if (!make)
      return 1;
    make();
    dlclose(library);
  }
  return dlopen(argv[1], RTLD_NOW | RTLD_NOLOAD) ? 1 : 0;
}
#endif
// CHECK: RefSan: 2 reference cycles keep 4 objects
// CHECK: 2 objects, {{.*}} found 2 times
// CHECK: Node{{.*}}strong 1
// CHECK: next holds the next object
