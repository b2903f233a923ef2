// Intent: of ten references that a C function takes each is given up, on the way out of an error too.
// RUN: %clang_refsan %s -o %t -mllvm -refsan-protocols=%S/Inputs/obj.protocols
// RUN: %silent 0 %run %t

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
    return obj_unref(o), -1;
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
