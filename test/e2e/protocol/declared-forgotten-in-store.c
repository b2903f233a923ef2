// Intent: a table has the reference that its objects are made with; ending that ends none of those that were looked up.
// RUN: %clang_refsan %s -o %t -mllvm -refsan-protocols=%S/Inputs/obj.protocols
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean -mllvm -refsan-protocols=%S/Inputs/obj.protocols
// RUN: %silent 0 %run %t-clean

#include <stdlib.h>

struct obj {
  int refs;
  int value;
};
struct obj *obj_ref(struct obj *o) {
  o->refs++;
  return o;
}
void obj_unref(struct obj *o) {
  if (--o->refs == 0)
    free(o);
}

static struct obj *table[4];
struct entry {
  struct obj *object;
  struct entry *next;
};
static struct entry *entries;

static void add(int value) {
  struct obj *o = malloc(sizeof *o);
  o->refs = 1;
  o->value = value;
  struct entry *e = malloc(sizeof *e);
  e->object = o;
  e->next = entries;
  entries = e;
  table[value] = NULL;
}
static struct obj *find(int value) {
  for (struct entry *e = entries; e; e = e->next)
    if (e->object->value == value)
      return obj_ref(e->object);
  return NULL;
}
static int sum(int a, int b) {
  struct obj *first = find(a);
  struct obj *second = find(b);
  if (!second) {
#ifdef CLEAN
    obj_unref(first);
#endif
    return 0;
  }
  int both = first->value + second->value;
  obj_unref(second);
  obj_unref(first);
  return both;
}

int main(void) {
  add(1);
  add(2);
  int all = 0;
  for (int i = 0; i < 10; i++)
    all += sum(1, i == 4 ? 3 : 2);
  for (struct entry *e = entries, *next; e; e = next) {
    next = e->next;
    obj_unref(e->object);
    free(e);
  }
  entries = NULL;
  return all == 27 ? 0 : 1;
}
// CHECK: RefSan: 1 forgotten reference (8 bytes)
// CHECK: obj  8 bytes  strong 1
// CHECK: perhaps the one taken at {{.*}}.c:42:14 in find
