// Intent: without optimisation, a variable is cleared where its block is left for good, and one of the function's own block is not.
// RUN: %clang_refsan -O0 -S -emit-llvm %s -o - | FileCheck %s
void work(void *);
// CHECK-LABEL: define {{.*}} @user(
void user(int n) {
  char *outer = 0;
  for (int i = 0; i < n; i++) {
    // CHECK: call void @work(ptr noundef [[INNER:%[0-9]+]])
    char *inner = outer + i;
    work(&inner);
  }
  // CHECK: store volatile ptr null, ptr [[INNER]]
  // CHECK: call void @work(
  // CHECK-NOT: store volatile ptr null, ptr [[INNER]]
  // CHECK: ret void
  work(outer);
}
