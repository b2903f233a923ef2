// Intent: a block whose size is no whole number of the variable's type holds something else as well: no type.
// RUN: %clang_refsan -O0 -S -emit-llvm %s -o - | FileCheck %s
#include <stdlib.h>
struct node { long id; struct node *next; };

void constant(void) {
  // CHECK: @__refsan_site{{.*}}, ptr null, i32 [[#@LINE+1]], i32 20, i16 1, i16 0, i32 4 }
  struct node *n = malloc(sizeof *n + 3);
  (void)n;
}
void alignment(int size) {
  // CHECK: @__refsan_site{{.*}}, ptr null, i32 [[#@LINE+1]], i32 20, i16 1, i16 0, i32 4 }
  struct node *n = aligned_alloc(64, size);
  (void)n;
}
