// Intent: a count of the program's own, declared in a protocol file: a cycle with members, fields and lines.
// RUN: %clang_refsan %s -o %t -mllvm -refsan-protocols=%S/Inputs/obj.protocols
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean -mllvm -refsan-protocols=%S/Inputs/obj.protocols
// RUN: %silent 0 %run %t-clean

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
#ifdef CLEAN
  set_right(b, NULL);
#endif
  obj_unref(a);
  obj_unref(b);
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects (48 bytes) alive
// CHECK: obj  24 bytes  strong 1 {{.*}}made at {{.*}}.c:[[@LINE-35]]:19 in obj_new
// CHECK: left holds the next object {{ *}}taken at {{.*}}.c:[[@LINE-10]]:13 by obj_ref
// CHECK: right holds the first object {{ *}}taken at {{.*}}.c:[[@LINE-19]]:3 by obj_ref  (closed the cycle)
// CHECK: make `obj::right` a plain pointer that takes no reference
