// Intent: a GWeakRef keeps nothing alive: no edge of a cycle; the forgotten reference is told.
// REQUIRES: glib
// RUN: %clang_refsan %s -o %t %glib
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean %glib
// RUN: %silent 0 %run %t-clean

#include <glib-object.h>

typedef struct _Item {
  GObject parent;
  struct _Item *child;
  GWeakRef up;
} Item;
typedef struct {
  GObjectClass parent;
} ItemClass;
G_DEFINE_TYPE(Item, item, G_TYPE_OBJECT)

static void item_dispose(GObject *object) {
  g_clear_object(&((Item *)object)->child);
  G_OBJECT_CLASS(item_parent_class)->dispose(object);
}
static void item_finalize(GObject *object) {
  g_weak_ref_clear(&((Item *)object)->up);
  G_OBJECT_CLASS(item_parent_class)->finalize(object);
}
static void item_class_init(ItemClass *class) {
  G_OBJECT_CLASS(class)->dispose = item_dispose;
  G_OBJECT_CLASS(class)->finalize = item_finalize;
}
static void item_init(Item *item) { g_weak_ref_init(&item->up, NULL); }

static void adopt(Item *parent, Item *child) {
  parent->child = g_object_ref(child);
  g_weak_ref_set(&child->up, parent);
}

int main(void) {
  Item *top = g_object_new(item_get_type(), NULL);
  Item *leaf = g_object_new(item_get_type(), NULL);
  adopt(top, leaf);
  Item *seen = g_weak_ref_get(&leaf->up);
  g_object_unref(seen);
  Item *kept = g_object_ref(top);
#ifdef CLEAN
  g_object_unref(kept);
#endif
  g_object_unref(leaf);
  g_object_unref(top);
}
// CHECK: RefSan: 1 forgotten reference
// CHECK-NOT: cycle
// CHECK: Item  {{.*}}strong 1 {{.*}}made at {{.*}}.c:40
// CHECK: perhaps the one taken at {{.*}}.c:45:16 in main
