// Intent: GObjects that hold each other, by fields of their structs: types, fields, lines; GLib's slices do not hide them.
// REQUIRES: glib
// RUN: %clang_refsan %s -o %t %glib
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean %glib
// RUN: %silent 0 %run %t-clean

#include <glib-object.h>

typedef struct _Item {
  GObject parent;
  struct _Item *next;
  struct _Item *watched; // a weak pointer
} Item;
typedef struct {
  GObjectClass parent;
} ItemClass;
G_DEFINE_TYPE(Item, item, G_TYPE_OBJECT)

static void item_dispose(GObject *object) {
  Item *item = (Item *)object;
  g_clear_object(&item->next);
  g_clear_weak_pointer(&item->watched);
  G_OBJECT_CLASS(item_parent_class)->dispose(object);
}
static void item_class_init(ItemClass *class) { G_OBJECT_CLASS(class)->dispose = item_dispose; }
static void item_init(Item *item) { (void)item; }
static Item *item_new(void) { return g_object_new(item_get_type(), NULL); }

int main(void) {
  Item *first = item_new();
  Item *second = item_new();
  first->next = g_object_ref(second);
  g_set_weak_pointer(&second->watched, first);
#ifndef CLEAN
  g_set_object(&second->next, first);
#endif
  g_object_unref(first);
  g_object_unref(second);
}
// CHECK: RefSan: 1 reference cycle keeps 4 objects (144 bytes) alive
// CHECK: cycle 1   2 objects, 80 bytes
// CHECK-NOT: watched
// CHECK: Item  40 bytes  strong 1 {{.*}}made at {{.*}}.c:28
// CHECK: next holds the next object {{ *}}taken at {{.*}}.c:33:17 by g_object_ref
// CHECK: Item  40 bytes  strong 1 {{.*}}made at {{.*}}.c:28
// CHECK: next holds the first object {{ *}}taken at {{.*}}.c:36:3 by g_{{.*}} (closed the cycle)
// CHECK: make `Item::next` a plain pointer that takes no reference
