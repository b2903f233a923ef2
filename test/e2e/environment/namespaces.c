// Intent: in namespaces of its own, where the program is the first process and its user has no name, the verdict is the same.
// REQUIRES: unshare
// RUN: %clang_refsan -pthread %s -o %t
// RUN: %exits 23 %run unshare --user --pid --net --ipc --fork %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -pthread -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run unshare --user --pid --net --ipc --fork %t-clean
// /proc is that of the namespace outside: the program's own threads are not in it by their numbers.
// RUN: %exits 23 %run unshare --user --map-root-user --pid --mount-proc --fork %t 2>&1 | FileCheck %s
// RUN: %silent 0 %run unshare --user --map-root-user --pid --mount-proc --fork %t-clean
#include "Inputs/threads.h"

// CHECK: RefSan: 1 lost object (50 bytes)
int main(void) {
  run_threads();
  return 0;
}
