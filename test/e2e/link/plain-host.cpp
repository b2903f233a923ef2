// Intent: an instrumented library in a program that is not is silent; with the shared runtime preloaded it is checked.
// RUN: %clangxx_refsan -DLIBRARY -shared -fPIC %s -o %t.so
// RUN: %clangxx_plain %s -o %t
// RUN: %silent 7 %run %t %t.so
// RUN: %exits 23 env LD_PRELOAD=%build/lib/librefsan_rt.so %t %t.so 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %clangxx_refsan -DLIBRARY -DCLEAN -shared -fPIC %s -o %t.so
// RUN: %silent 7 env LD_PRELOAD=%build/lib/librefsan_rt.so %t %t.so

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
// CHECK: RefSan: 1 reference cycle keeps 2 objects
// CHECK: Node{{.*}}made at {{.*}}Inputs/ring.h:9:{{.*}} in makeRing
// CHECK: next holds the next object{{.*}}taken at {{.*}}ring.h:10
