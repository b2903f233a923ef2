// Intent: a count of the program's own, declared in a protocol file: silent when the last reference is given up.
// RUN: %clang_refsan %s -o %t -mllvm -refsan-protocols=%S/Inputs/obj.protocols
// RUN: %silent 0 %run %t

#include <stdlib.h>

struct obj {
  int kind;
  int refs;
  struct obj *left, *right;
};

struct obj *obj_new(int kind) {
  struct obj *o = calloc(1, sizeof *o);
  o->refs = 1;
  o->kind = kind;
  return o;
}
struct obj *obj_ref(struct obj *o) {
  if (o)
    o->refs++;
  return o;
}
void obj_unref(struct obj *o) {
  if (!o || --o->refs)
    return;
  obj_unref(o->left);
  obj_unref(o->right);
  free(o);
}
static void set_right(struct obj *o, struct obj *to) {
  obj_ref(to);
  obj_unref(o->right);
  o->right = to;
}

int main(void) {
  struct obj *a = obj_new(1);
  struct obj *b = obj_new(2);
  a->left = obj_ref(b);
  set_right(b, a);
  set_right(b, NULL);
  obj_unref(a);
  obj_unref(b);
}
