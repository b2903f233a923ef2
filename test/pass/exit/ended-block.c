// Intent: a variable of a block that has ended keeps nothing alive at exit(), also where the optimiser has lost the end.
// RUN: %clang_refsan -O2 -S -emit-llvm %s -o - | FileCheck %s
#include <stdlib.h>
// CHECK-LABEL: define {{.*}} @user(
// CHECK: call {{.*}} @__refsan_malloc(
// CHECK-NOT: store ptr
// CHECK: call void @exit(
void user(void) {
  {
    char *volatile *inner = malloc(8);
    *inner = 0;
  }
  exit(0);
}
