// Intent: an object of GLib that is not given up is a forgotten reference, whether or not GLib is told not to carve objects out of slabs; GLib's own tables are no leaks.
// REQUIRES: glib
// RUN: %clang_refsan %s -o %t %glib
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean %glib
// RUN: env G_SLICE=always-malloc %silent 0 %run %t-clean
// RUN: %silent 0 %run %t-clean
#include <glib-object.h>

// CHECK: RefSan: 1 forgotten reference (24 bytes)
// CHECK: GObject{{.*}}made at {{.*}}glib-objects.c:[[#@LINE+3]]:
int main(void) {
  GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
  GObject *object = g_object_new(G_TYPE_OBJECT, NULL);
  g_hash_table_insert(names, "object", object);
  g_hash_table_destroy(names);
#ifdef CLEAN
  g_object_unref(object);
#endif
  return 0;
}
