// Intent: of ten references to a GObject of a library's class one is not given up: that line.
// REQUIRES: glib
// RUN: %clang_refsan %s -o %t %glib
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean %glib
// RUN: %silent 0 %run %t-clean

#include <glib-object.h>

static int use(GObject *object, int step) {
  GObject *mine = g_object_ref(object);
  int kind = step % 4;
  if (step == 6) {
#ifdef CLEAN
    g_object_unref(mine);
#endif
    return -1;
  }
  g_object_ref(mine);
  g_object_unref(mine);
  g_object_unref(mine);
  return kind;
}

int main(void) {
  GObject *object = g_object_new(G_TYPE_OBJECT, NULL);
  int sum = 0;
  for (int step = 0; step < 10; step++)
    sum += use(object, step);
  g_object_unref(object);
  return sum == 100;
}
// CHECK: RefSan: 1 forgotten reference (24 bytes)
// CHECK: GObject  24 bytes  strong 1 {{.*}}made at {{.*}}.c:26:21 in main
// CHECK: perhaps the one taken at {{.*}}.c:11:19 in use
