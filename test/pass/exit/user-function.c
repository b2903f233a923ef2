// Intent: a function that always comes to exit() ends the program: its callers' locals are kept as well.
// RUN: %clang_refsan -O2 -fno-inline -S -emit-llvm %s -o - | FileCheck %s
#include <stdlib.h>
_Noreturn void elsewhere(void);
static void die(int status) {
  if (status > 7)
    exit(7);
  exit(status);
}
// CHECK-LABEL: define {{.*}} @user(
// CHECK: store ptr {{.*}}, ptr [[KEPT:%[0-9]+]],
// CHECK: call void @__refsan_keep(ptr {{.*}}[[KEPT]], ptr null)
// CHECK: call {{.*}}void @die(
void user(void) {
  char *only = malloc(8);
  *only = 1;
  die(0);
}
// CHECK-LABEL: define {{.*}} @die(
// CHECK: call void @__refsan_keep(ptr null, ptr {{.*}}@exit)
// CHECK-LABEL: define {{.*}} @declared(
// CHECK: call void @__refsan_keep(ptr {{.*}}, ptr null)
// CHECK: call void @elsewhere(
void declared(void) {
  char *only = malloc(8);
  *only = 1;
  elsewhere();
}
// CHECK-LABEL: define {{.*}} @aborting(
// CHECK-NOT: __refsan_keep
// CHECK: call void @abort(
void aborting(void) {
  char *only = malloc(8);
  *only = 1;
  abort();
}
