// Intent: a reference that a maker gives to somebody else, or to its object's own field, is not the one that it returns.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdlib.h>

struct obj {
  int refs;
  struct obj **list;
};
static struct obj *obj_ref(struct obj *o) {
  o->refs++;
  return o;
}
static void obj_unref(struct obj *o) {
  if (--o->refs == 0) {
    free(o->list);
    free(o);
  }
}
REFSAN_RETAIN(obj_ref, 1);
REFSAN_RELEASE(obj_unref, 1);

static void put(struct obj **list, struct obj *o) { list[2] = o; }

static struct obj *obj_new(void) {
  struct obj *o = calloc(1, sizeof *o);
  o->refs = 1;
  o->list = calloc(4, sizeof *o->list);
#ifndef CLEAN
  put(o->list, obj_ref(o)); // given
#endif
  return o;
}

int main(void) {
  struct obj *o = obj_new();
  obj_unref(o);
  return 0;
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects
// CHECK: list[2] holds the object itself{{ +}}taken at {{.*}}declared-given-away.c:[[@LINE-11]]:{{[0-9]+}} by obj_ref
// CHECK-NEXT: put(o->list, obj_ref(o)); // given
