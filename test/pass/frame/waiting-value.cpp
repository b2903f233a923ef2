// Intent: without optimisation, a pointer that waits for a call to come back is in a place of the pass's, cleared when it was used.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | FileCheck %s
struct Node {
  Node *next;
  explicit Node(int);
};
// CHECK-LABEL: define {{.*}} @_Z4userv(
// CHECK: [[NEW:%.*]] = {{.*}}call {{.*}} @__refsan_new(
// CHECK: [[CLEARED:%.*]] = call ptr @memset(ptr returned [[NEW]], i32 0, i64 8)
// CHECK: store ptr [[CLEARED]], ptr [[PLACE:%.*]],
// CHECK: @_ZN4NodeC1Ei(
// CHECK: load ptr, ptr [[PLACE]]
// CHECK: store volatile ptr null, ptr [[PLACE]]
void user() { new Node(1); }
