// Intent: packed structures with pointers are told of; stores of null and of integers from pointers stay.
// RUN: %clang_refsan -O2 -S -emit-llvm %s -o - | FileCheck %s
// RUN: %clang_refsan -O2 -S -emit-llvm -DALIGNED %s -o - | FileCheck --check-prefix=ALIGNED %s
#include <stdint.h>
#include <stdlib.h>

// CHECK: @llvm.global_ctors = appending global {{.*}} ptr [[SAYS:@__refsan_says_packed]]
// ALIGNED-NOT: __refsan_packed
#ifndef ALIGNED
struct __attribute__((packed)) node {
  char kind;
  struct node *next;
};
void chain(struct node *first, struct node *second) { first->next = second; }
#endif

static uintptr_t number;
static char *pointer;

// CHECK-LABEL: define {{.*}} @keep(
void keep(void) {
  // CHECK: [[FIRST:%.*]] = {{.*}}call {{.*}} @__refsan_malloc(
  // CHECK: [[NUMBER:%.*]] = ptrtoint ptr [[FIRST]] to i64
  // CHECK: store i64 [[NUMBER]], ptr @number
  number = (uintptr_t)malloc(10);
  // CHECK: [[SECOND:%.*]] = {{.*}}call {{.*}} @__refsan_malloc(
  // CHECK: store ptr [[SECOND]], ptr @pointer
  pointer = malloc(10);
  // CHECK: call void @use(
  extern void use(void);
  use();
  // CHECK: store ptr null, ptr @pointer
  pointer = NULL;
}
// CHECK: define internal void [[SAYS]]()
// CHECK: call void @__refsan_packed(i64 1)
