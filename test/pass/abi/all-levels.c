// Intent: the pass runs at every level of optimisation, for optnone functions too, and before anything is inlined or deleted.
// RUN: %clang_refsan -O0 -S -emit-llvm %s -o - | FileCheck %s
// RUN: %clang_refsan -O1 -S -emit-llvm %s -o - | FileCheck %s
// RUN: %clang_refsan -O2 -S -emit-llvm %s -o - | FileCheck %s
// RUN: %clang_refsan -O3 -S -emit-llvm %s -o - | FileCheck %s
// RUN: %clang_refsan -Os -S -emit-llvm %s -o - | FileCheck %s
// RUN: %clang_refsan -Oz -S -emit-llvm %s -o - | FileCheck %s
#include <stdlib.h>
// CHECK-LABEL: define {{.*}} @leak(
// CHECK: call {{.*}} @__refsan_malloc(
void leak(void) { malloc(8); }
// CHECK-LABEL: define {{.*}} @leak_optnone(
// CHECK: call {{.*}} @__refsan_malloc(
__attribute__((optnone)) void leak_optnone(void) { malloc(8); }
