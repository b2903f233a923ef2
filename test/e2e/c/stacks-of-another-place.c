// Intent: main goes on to another line that calls the same functions as deep as before: no allocation gets a stack of the line before.
// RUN: %clang_refsan %s -o %t && env REFSAN_OPTIONS=verify_stacks=1 %run %t 2>&1 | FileCheck %s
#include <stdlib.h>

static void *volatile kept;

__attribute__((noinline)) static void build(int depth) {
  void *block = malloc(16);
  kept = block;
  if (depth > 0) {
    build(depth - 1);
    build(depth - 1);
  }
  free(block);
}

int main(void) {
  for (int i = 0; i < 20; i++)
    build(8);
  for (int i = 0; i < 20; i++)
    build(8);
  build(9);
  build(8);
  // CHECK: stacks: 0 of {{2[0-9]+}} allocations have a wrong one
}
