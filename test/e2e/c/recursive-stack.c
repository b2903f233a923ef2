// Intent: of a function that called itself from two lines the stack shows the innermost activation, and then who called it first.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan %s -DFIXED -o %t.fixed
// RUN: %silent 0 %run %t.fixed

#include <stdlib.h>

struct node {
  struct node *left, *right;
};

// CHECK: lost 1   1 object, 16 bytes
// CHECK: recursive-stack.c:{{[0-9]+}}:{{[0-9]+}} in walk
// CHECK-NOT: walk
// CHECK: called from main
__attribute__((noinline)) static void walk(int depth, unsigned path) {
  if (depth == 0) {
    void *block = calloc(1, sizeof(struct node));
    if (path == 5)
#ifdef FIXED
      free(block);
#else
      return;
#endif
    else
      free(block);
    return;
  }
  walk(depth - 1, path * 2);
  walk(depth - 1, path * 2 + 1);
}

int main(void) {
  walk(4, 0);
  return 0;
}
