// Intent: a way back that takes a weak reference is no part of a cycle; a lost strong one is what leaks.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdlib.h>

struct item {
  int strong, weak;
  struct item *child, *parent;
};
struct item *item_ref(struct item *i);
void item_unref(struct item *i);
struct item *item_ref_weak(struct item *i);
void item_unref_weak(struct item *i);
REFSAN_RETAIN(item_ref, 1);
REFSAN_RELEASE(item_unref, 1);
REFSAN_WEAK_RETAIN(item_ref_weak, 1);
REFSAN_WEAK_RELEASE(item_unref_weak, 1);

static struct item *item_new(void) {
  struct item *i = calloc(1, sizeof *i);
  i->strong = i->weak = 1;
  return i;
}
struct item *item_ref(struct item *i) { return i->strong++, i; }
struct item *item_ref_weak(struct item *i) { return i->weak++, i; }
void item_unref_weak(struct item *i) {
  if (--i->weak == 0)
    free(i);
}
void item_unref(struct item *i) {
  if (--i->strong)
    return;
  if (i->child)
    item_unref(i->child);
  if (i->parent)
    item_unref_weak(i->parent);
  item_unref_weak(i);
}

int main(void) {
  struct item *parent = item_new();
  parent->child = item_new();
  parent->child->parent = item_ref_weak(parent);
  item_ref(parent);
  item_unref(parent);
#ifdef CLEAN
  item_unref(parent);
#else
  parent = NULL;
#endif
}
// CHECK-NOT: cycle
// CHECK: RefSan: 1 forgotten reference and 1 object with them
// CHECK-NOT: parent holds
