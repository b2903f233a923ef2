// Intent: under a debugger the verdict is the same: other threads are stopped without ptrace.
// REQUIRES: gdb
// RUN: %clang_refsan -pthread %s -o %t
// RUN: %run gdb -q -nx -batch -iex "set debuginfod enabled off" -ex run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -pthread -DCLEAN %s -o %t-clean
// RUN: %run gdb -q -nx -batch -iex "set debuginfod enabled off" -ex run %t-clean 2>&1 | FileCheck --check-prefix=CLEAN %s
#include "Inputs/threads.h"

// CHECK: RefSan: 1 lost object (50 bytes)
// CHECK: exited with code 027
// CLEAN-NOT: RefSan:
// CLEAN: exited normally
int main(void) {
  run_threads();
  return 0;
}
