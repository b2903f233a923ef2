// Intent: of an object that a container had and its maker did not give up, the line that made it is named, too: what
// the container gave up is not told.
// REQUIRES: glib
// RUN: %clang_refsan %s -o %t %glib
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean %glib
// RUN: %silent 0 %run %t-clean

#include <glib-object.h>

static void fill(GHashTable *table, gboolean keep) {
  GObject *object = g_object_new(G_TYPE_OBJECT, NULL);
  g_hash_table_insert(table, GINT_TO_POINTER(keep + 1), g_object_ref(object));
#ifndef CLEAN
  if (keep)
    return;
#endif
  g_object_unref(object);
}

int main(void) {
  GHashTable *table = g_hash_table_new_full(NULL, NULL, NULL, g_object_unref);
  fill(table, FALSE);
  fill(table, TRUE);
  g_hash_table_unref(table);
  return 0;
}
// CHECK: RefSan: 1 forgotten reference
// CHECK: perhaps the one taken at {{.*}}.c:13:
// CHECK: or at {{.*}}.c:12:
