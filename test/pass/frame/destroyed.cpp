// Intent: what a destructor has destroyed in a local variable is overwritten.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | FileCheck %s
struct Owner {
  char *name = nullptr;
  ~Owner();
};
void work(const Owner &);
// CHECK-LABEL: define {{.*}} @_Z4userv(
// CHECK: @_Z4workRK5Owner(
// CHECK: call void @_ZN5OwnerD1Ev(ptr {{.*}}[[O:%[0-9]+]])
// CHECK-NEXT: call void @llvm.memset.p0.i64(ptr {{.*}}[[O]], i8 0, i64 8,
void user() {
  work(Owner());
  work(Owner());
}
