// Intent: an overflow that reached what the allocator notes of a block fails the check, which names the block; it is no crash.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 25 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t.clean
// RUN: %silent 0 %run %t.clean
// CHECK: RefSan: the check failed: the heap is damaged: the size of the block at 0x{{[0-9a-f]+}} was overwritten, made at {{.*}}damaged-heap.c:[[#@LINE+9]]
// CHECK-NOT: RefSan
#include <stdlib.h>
#include <string.h>

char *first, *second, *third;

int main(void) {
  first = malloc(40), third = malloc(40);
  second = malloc(40);
#ifndef CLEAN
  memset(third, 'x', 48); // second lies behind it
#endif
  return 0;
}
