// Intent: without any capability, and without a way to get one, the verdict is the same.
// REQUIRES: setpriv
// RUN: %clang_refsan -pthread %s -o %t
// RUN: %exits 23 %run setpriv --no-new-privs --inh-caps=-all --bounding-set=-all %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -pthread -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run setpriv --no-new-privs --inh-caps=-all --bounding-set=-all %t-clean
#include "Inputs/threads.h"

// CHECK: RefSan: 1 lost object (50 bytes)
int main(void) {
  run_threads();
  return 0;
}
