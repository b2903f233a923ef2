// Intent: GObjects with private data, in front of the object: a reference by a property closes the cycle; GWeakRef is none.
// REQUIRES: glib
// RUN: %clang_refsan %s -o %t %glib
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean %glib
// RUN: %silent 0 %run %t-clean

#include <glib-object.h>

typedef struct {
  int number;
  GObject *peer;
} ItemPrivate;
typedef struct {
  GObject parent;
  GWeakRef back;
} Item;
typedef struct {
  GObjectClass parent;
} ItemClass;
G_DEFINE_TYPE_WITH_PRIVATE(Item, item, G_TYPE_OBJECT)
enum { NO_PROPERTY, PEER };

static ItemPrivate *private_of(void *item) { return item_get_instance_private(item); }
static void set_property(GObject *object, guint id, const GValue *value, GParamSpec *spec) {
  ItemPrivate *private = private_of(object);
  if (id != PEER)
    return;
  g_clear_object(&private->peer);
  private->peer = g_value_dup_object(value);
}
static void item_dispose(GObject *object) {
  g_clear_object(&private_of(object)->peer);
  g_weak_ref_clear(&((Item *)object)->back);
  G_OBJECT_CLASS(item_parent_class)->dispose(object);
}
static void item_class_init(ItemClass *class) {
  G_OBJECT_CLASS(class)->dispose = item_dispose;
  G_OBJECT_CLASS(class)->set_property = set_property;
  g_object_class_install_property(G_OBJECT_CLASS(class), PEER,
                                  g_param_spec_object("peer", "", "", G_TYPE_OBJECT, G_PARAM_WRITABLE));
}
static void item_init(Item *item) { private_of(item)->number = 1; }

int main(void) {
  Item *first = g_object_new(item_get_type(), NULL);
  Item *second = g_object_new(item_get_type(), NULL);
  g_set_object(&private_of(first)->peer, (GObject *)second);
  g_weak_ref_init(&second->back, first);
#ifndef CLEAN
  g_object_set(second, "peer", first, NULL);
#endif
  g_object_unref(first);
  g_object_unref(second);
}
// CHECK: RefSan: 1 reference cycle keeps {{[0-9]+}} objects
// CHECK: Item  48 bytes  strong 1 {{.*}}made at {{.*}}.c:46:17 in main
// CHECK: holds the next object {{ *}}taken at {{.*}}.c:48:3 by g_set_object
// CHECK: Item  48 bytes  strong 1 {{.*}}made at {{.*}}.c:47:18 in main
// CHECK: holds the first object {{ *}}taken at {{.*}}.c:30:19 by g_value_dup_object  (closed the cycle)
