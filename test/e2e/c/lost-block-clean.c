// Intent: the same function frees what it took.
// RUN: %clang_refsan %s -o %t
// RUN: %silent 0 %run %t

#include <stdlib.h>

static int sum(int n) {
  int *squares = malloc(n * sizeof *squares);
  int total = 0;
  for (int i = 0; i < n; ++i) {
    squares[i] = i * i;
    total += squares[i];
  }
  free(squares);
  return total;
}

int main(void) { return sum(10) == 285 ? 0 : 1; }
