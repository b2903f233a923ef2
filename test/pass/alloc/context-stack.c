// Intent: the runtime is told of the context that makecontext is given.
// RUN: %clang_refsan -O2 -S -emit-llvm %s -o - | FileCheck %s
#include <ucontext.h>

// CHECK-LABEL: define {{.*}}@begin(
// CHECK: call void @__refsan_makes_context(ptr {{.*}})
// CHECK: call {{.*}}@makecontext(
void begin(ucontext_t *context, void (*body)(void)) { makecontext(context, body, 0); }
