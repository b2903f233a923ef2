// Intent: a preloaded library that wraps functions and allocates changes no verdict.
// RUN: %clang_plain -shared -fPIC %S/Inputs/neighbour.c -o %t.so
// RUN: %clang_refsan -pthread %s -o %t
// RUN: env LD_PRELOAD=%t.so %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -pthread -DCLEAN %s -o %t-clean
// RUN: env LD_PRELOAD=%t.so %silent 0 %run %t-clean
#include "Inputs/threads.h"

// CHECK: RefSan: 1 lost object (50 bytes)
int main(void) {
  sleep(0);
  run_threads();
  return 0;
}
