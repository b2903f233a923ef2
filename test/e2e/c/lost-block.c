// Intent: a block whose only pointer goes away when a function returns is lost, and its line is named.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <stdlib.h>

static int sum(int n) {
  int *squares = malloc(n * sizeof *squares);
  // CHECK: 40 bytes
  // CHECK: lost-block.c:[[@LINE-2]]
  int total = 0;
  for (int i = 0; i < n; ++i) {
    squares[i] = i * i;
    total += squares[i];
  }
#ifdef CLEAN
  free(squares);
#endif
  return total;
}

int main(void) { return sum(10) == 285 ? 0 : 1; }
