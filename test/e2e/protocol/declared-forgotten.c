// Intent: of ten references that a C function takes one is not given up, on the way out of an error: that line.
// RUN: %clang_refsan %s -o %t -mllvm -refsan-protocols=%S/Inputs/obj.protocols
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean -mllvm -refsan-protocols=%S/Inputs/obj.protocols
// RUN: %silent 0 %run %t-clean

#include <stdlib.h>

struct obj {
  int refs;
  int value;
};
static struct obj *obj_new(int value) {
  struct obj *o = malloc(sizeof *o);
  o->refs = 1;
  o->value = value;
  return o;
}
void obj_ref(struct obj *o) { o->refs++; }
void obj_unref(struct obj *o) {
  if (--o->refs == 0)
    free(o);
}

static int look(struct obj *o, int step) {
  obj_ref(o);
  int sum = o->value + step;
  obj_unref(o);
  return sum;
}
static int use(struct obj *o, int step) {
  obj_ref(o);
  if (step == 6)
#ifdef CLEAN
    return obj_unref(o), -1;
#else
    return -1;
#endif
  int sum = look(o, step);
  obj_unref(o);
  return sum;
}

int main(void) {
  struct obj *o = obj_new(1);
  int sum = 0;
  for (int step = 0; step < 10; step++)
    sum += use(o, step) + look(o, step);
  obj_unref(o);
  o = obj_new(sum);
  obj_ref(o);
  obj_unref(o);
  obj_unref(o);
}
// CHECK: RefSan: 1 forgotten reference (8 bytes)
// CHECK: obj  8 bytes  strong 1
// CHECK: perhaps the one taken at {{.*}}.c:[[@LINE-25]]:3 in use
// CHECK-NEXT: obj_ref(o);
// CHECK-NOT: perhaps
