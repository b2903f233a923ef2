// Intent: a rule for <unknown module> leaves out what a library made that was unloaded, and nothing else.
// RUN: %clang_refsan -DLIBRARY -shared -fPIC %s -o %t.so
// RUN: %clang_refsan %s -o %t
// RUN: echo 'leak:^<unknown module>$' > %t.supp
// RUN: %exits 23 %env_refsan_opts=suppressions=%t.supp %run %t %t.so 2>&1 | FileCheck %s
// RUN: %exits 23 %env_refsan_opts=suppressions=%t.supp %run %t %t.so keep 2>&1 | FileCheck --check-prefix=KEPT %s
// RUN: %clang_refsan -DCLEAN %s -o %t
// RUN: %silent 0 %env_refsan_opts=suppressions=%t.supp:print_suppressions=0 %run %t %t.so

#include <dlfcn.h>
#include <stdlib.h>

#ifdef LIBRARY
void make(void) { *(volatile char *)malloc(30) = 1; }
#else
int main(int argc, char **argv) {
#ifndef CLEAN
  *(volatile char *)malloc(20) = 1;
#endif
  void *library = dlopen(argv[1], RTLD_NOW);
  if (!library)
    return 1;
  ((void (*)(void))dlsym(library, "make"))();
  if (argc == 2)
    dlclose(library);
  return 0;
}
#endif
// CHECK: RefSan: 1 lost object (20 bytes)
// CHECK: suppressed by leak:^<unknown module>$ ({{.*}}:1): 1 time, 1 object (30 bytes)
// KEPT: RefSan: 2 lost objects (50 bytes)
// KEPT-NOT: suppressed by
