// Intent: refsan run fails for a leak of any process of the command, and gathers the documents of all.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 0 %run sh -c "%t leak; %t; true" 2>&1 | FileCheck %s --check-prefix=CHECK-SWALLOWED
// RUN: %exits 23 %refsan run --json %t.json -- sh -c "%t leak; %t; true" 2>&1 | FileCheck %s
// RUN: %python %S/Inputs/exit-codes.py %t.json | FileCheck %s --check-prefix=CHECK-JSON
// RUN: %exits 23 %refsan run --json=%t.json %t fork 2>&1 | FileCheck %s
// RUN: %python %S/Inputs/exit-codes.py %t.json | FileCheck %s --check-prefix=CHECK-JSON
// RUN: %exits 5 %refsan run sh -c "%t leak; exit 5" 2>&1 | FileCheck %s --check-prefix=CHECK-OWN
// RUN: %exits 0 %refsan run --json %t.json -- sh -c "%t; %t; true" 2>&1 | FileCheck %s --check-prefix=CHECK-CLEAN
// RUN: %silent 0 %run %t
// REQUIRES: python3

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc > 1 && !strcmp(argv[1], "fork") && fork()) {
    wait(NULL);
    return 0; // whatever became of it
  }
  if (argc > 1)
    memset(malloc(10), 1, 10);
  return 0;
}
// CHECK-SWALLOWED: RefSan: 1 lost object
// CHECK: RefSan: 1 lost object
// CHECK: RefSan: 2 processes were checked: 1 finding in 1 of them (1 object, 10 bytes)
// CHECK-JSON: 2 documents, exit codes 0 23
// CHECK-OWN: RefSan: 1 process was checked: 1 finding in 1 of them
// CHECK-CLEAN: RefSan: 2 processes were checked: no leaks
