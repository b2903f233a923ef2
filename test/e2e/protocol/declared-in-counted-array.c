// Intent: an array of counted length is its holder's own with one element, too, and in a union without another pointer.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdlib.h>

struct obj;
struct slot {
  const char *key;
  struct obj *value;
};
struct obj {
  int type;
  int refs;
  union {
    struct {
      size_t length;
      struct slot *slots;
    } table;
    struct {
      int arguments;
      int (*run)(struct obj *);
    } function;
  };
  struct slot *own;
  int owned;
};
struct obj *obj_ref(struct obj *o) {
  o->refs++;
  return o;
}
void obj_unref(struct obj *o) {
  if (--o->refs)
    return;
  for (size_t i = 0; i < o->table.length; i++)
    obj_unref(o->table.slots[i].value);
  for (int i = 0; i < o->owned; i++)
    obj_unref(o->own[i].value);
  free(o->table.slots);
  free(o->own);
  free(o);
}
REFSAN_RETAIN(obj_ref, 1);
REFSAN_RELEASE(obj_unref, 1);

static struct obj *obj_new(void) {
  struct obj *o = calloc(1, sizeof *o);
  o->refs = 1;
  return o;
}
static void set(struct obj *o, const char *key, struct obj *value) {
  o->table.slots = realloc(o->table.slots, (o->table.length + 1) * sizeof *o->table.slots);
  o->table.slots[o->table.length].key = key;
  o->table.slots[o->table.length++].value = obj_ref(value);
}
static void own(struct obj *o, struct obj *value) {
  o->own = realloc(o->own, (o->owned + 1) * sizeof *o->own);
  o->own[o->owned].key = NULL;
  o->own[o->owned++].value = obj_ref(value);
}

int main(void) {
  struct obj *a = obj_new(), *b = obj_new();
  set(a, "first", b);
#ifndef CLEAN
  own(b, a);
#endif
  obj_unref(a);
  obj_unref(b);
}
// CHECK: RefSan: 1 reference cycle keeps 4 objects
// CHECK: cycle 1   2 objects
// CHECK: obj  40 bytes  strong 1
// CHECK: table.slots[0].value holds the next object {{ *}}taken at {{.*}}.c:57:45 by obj_ref
// CHECK: obj  40 bytes  strong 1
// CHECK: own[0].value holds the first object {{ *}}taken at {{.*}}.c:62:30 by obj_ref
