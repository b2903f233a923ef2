// Intent: while every system call of every thread is traced, the verdict is the same.
// REQUIRES: strace
// RUN: %clang_refsan -pthread %s -o %t
// RUN: %exits 23 %run strace -f -qq -o %t.trace %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -pthread -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run strace -f -qq -o %t.trace %t-clean
#include "Inputs/threads.h"

// CHECK: RefSan: 1 lost object (50 bytes)
int main(void) {
  run_threads();
  return 0;
}
