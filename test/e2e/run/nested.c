// Intent: a run inside of a run reports to the outer one too.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %refsan run sh -c "%refsan run %t leak; true" 2>&1 | FileCheck %s
// RUN: %silent 0 %run %t

#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  if (argc > 1)
    memset(malloc(10), 1, 10);
  return argv == 0;
}
// CHECK-COUNT-2: RefSan: 1 process was checked: 1 finding in 1 of them
