// Intent: where the address space is limited, as strict overcommit does in effect, recording and the check get by.
// RUN: %clang_refsan -pthread %s -o %t
// RUN: %exits 23 %run sh -c 'ulimit -v 300000; exec "$0"' %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -pthread -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run sh -c 'ulimit -v 300000; exec "$0"' %t-clean
#include "Inputs/threads.h"

// CHECK: RefSan: 1 lost object (50 bytes)
int main(void) {
  run_threads();
  return 0;
}
