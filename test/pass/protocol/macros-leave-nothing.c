// Intent: what the macros put into the module for the pass is gone after it, in unoptimised code too.
// RUN: %clang_refsan -S -emit-llvm %s -o - | FileCheck %s

#include <refsan/refsan.h>

struct obj {
  int refs;
};
void obj_ref(struct obj *o);
void obj_unref(struct obj *o);
REFSAN_RETAIN(obj_ref, 1);
REFSAN_RELEASE(obj_unref, 1);
REFSAN_COUNT(struct obj, refs);

void both(struct obj *o) {
  obj_ref(o);
  obj_unref(o);
}
// CHECK-NOT: refsan_protocol
// CHECK: call void @__refsan_counted_retain
// CHECK: call void @obj_ref
// CHECK: call void @__refsan_counted_release
// CHECK: call void @obj_unref
// CHECK-NOT: refsan_protocol
