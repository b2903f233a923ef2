// Intent: C has no type at the call: the variable that the block is stored to, or the return type, tells.
// RUN: %clang_refsan -O0 -S -emit-llvm %s -o - | FileCheck %s
// RUN: %clang_refsan -O2 -S -emit-llvm %s -o - | FileCheck %s
#include <stdlib.h>
struct node { long id; struct node *next; };
struct other { char text[3]; };

void local(void) {
  // CHECK: [[NODE:@__refsan_type[.0-9]*]] = {{.*}}, i64 16, i32 1, i32 0, i16 2, i16 0, i32 0 }
  // CHECK: [[PATH:@__refsan_str[.0-9]*]] = {{.*}} c"next\00"
  // CHECK: [{ {{.*}} } { ptr [[PATH]], ptr null, i32 8, i16 0, i16 1, ptr null }]
  // CHECK: c"node\00"
  // CHECK: = {{.*}}, ptr [[NODE]], i32 [[#@LINE+1]], i32 20, i16 1, i16 1, i32 4 }
  struct node *n = malloc(sizeof *n);
  (void)n;
}
struct node *returned(void) {
  // CHECK: = {{.*}}, ptr [[NODE]], i32 [[#@LINE+1]], i32 10, i16 1, i16 1, i32 20 }
  return calloc(1, sizeof(struct node));
}
void array(int count) {
  // CHECK: = {{.*}}, ptr [[NODE]], i32 [[#@LINE+1]], i32 20, i16 1, i16 15, i32 4 }
  struct node *n = malloc(count * sizeof *n);
  (void)n;
}
