// Intent: one struct and more room behind it has the struct's type, and is no array of them.
// RUN: %clang_refsan -O0 -S -emit-llvm %s -o - | FileCheck %s
#include <stdlib.h>
struct node { long id; struct node *next; };
struct text { long length; char bytes[]; };

void sum(int extra) {
  // CHECK: @__refsan_site{{.*}}, ptr @__refsan_type{{.*}}, i32 [[#@LINE+1]], i32 20, i16 1, i16 0, i32 4 }
  struct node *n = malloc(sizeof *n + extra * sizeof(void *));
  (void)n;
}
void flexible(void) {
  // CHECK: @__refsan_site{{.*}}, ptr @__refsan_type{{.*}}, i32 [[#@LINE+1]], i32 20, i16 1, i16 0, i32 4 }
  struct text *t = malloc(64);
  (void)t;
}
