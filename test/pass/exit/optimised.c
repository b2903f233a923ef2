// Intent: at -O2 too the pointer that only a local holds is there when exit() runs the check.
// RUN: %clang_refsan -O2 -S -emit-llvm %s -o - | FileCheck %s
#include <stdlib.h>
// CHECK-LABEL: define {{.*}} @user(
// CHECK: [[P:%.*]] = notail call {{.*}} @__refsan_malloc(
// CHECK: store ptr [[P]], ptr [[KEPT:%[0-9]+]],
// CHECK: call void @__refsan_keep(ptr {{.*}}[[KEPT]], ptr {{.*}}@exit)
// CHECK: call void @exit(
void user(void) {
  char *only = malloc(8);
  *only = 1;
  exit(0);
}
