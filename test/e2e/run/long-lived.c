// Intent: processes that the command left behind are waited for; those that do not end are said.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %refsan run --wait 100 sh -c "%t & %t &" 2>&1 | FileCheck %s
// RUN: %exits 0 %refsan run --wait 0 sh -c "%t forever & %t none" 2>&1 | FileCheck %s --check-prefix=CHECK-LEFT
// RUN: %exits 26 %refsan run --wait 0 sh -c "(sleep 2; true) &" 2>&1 | FileCheck %s --check-prefix=CHECK-NONE
// RUN: %silent 0 %run %t none
// CHECK: RefSan: 2 processes were checked: 2 findings in 2 of them
// CHECK-LEFT: RefSan: processes of the command still run; their reports are missing
// CHECK-NONE: RefSan: no process of the command that has ended carried RefSan, and others still run

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc > 1) {
    sleep(argv[1][0] == 'f' ? 20 : 0);
    return 0;
  }
  sleep(1);
  memset(malloc(10), 1, 10);
}
