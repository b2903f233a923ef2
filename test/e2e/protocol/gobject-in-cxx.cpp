// Intent: objects of a class that C++ derives from GObject by their first member are counted by it.
// REQUIRES: glib
// RUN: %clangxx_refsan %s -o %t %glib
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean %glib
// RUN: %silent 0 %run %t-clean

#include <glib-object.h>
#include <vector>

struct Sheet {
  GObject parent;
  std::vector<Sheet *> *linked;
};
struct SheetClass {
  GObjectClass parent;
};
G_DEFINE_TYPE(Sheet, sheet, G_TYPE_OBJECT)
static void sheet_finalize(GObject *object) {
  Sheet *sheet = reinterpret_cast<Sheet *>(object);
  for (Sheet *other : *sheet->linked)
    g_object_unref(other);
  delete sheet->linked;
  G_OBJECT_CLASS(sheet_parent_class)->finalize(object);
}
static void sheet_class_init(SheetClass *c) { G_OBJECT_CLASS(c)->finalize = sheet_finalize; }
static void sheet_init(Sheet *sheet) { sheet->linked = new std::vector<Sheet *>(); }

static void link(Sheet *from, Sheet *to) {
  g_object_ref(to);
  from->linked->push_back(to);
}

int main() {
  auto *first = static_cast<Sheet *>(g_object_new(sheet_get_type(), nullptr));
  auto *second = static_cast<Sheet *>(g_object_new(sheet_get_type(), nullptr));
  link(first, second);
#ifndef CLEAN
  link(second, first);
#endif
  g_object_unref(first);
  g_object_unref(second);
}
// CHECK: RefSan: 1 reference cycle keeps
// CHECK: Sheet {{.*}}strong 1 {{.*}}made at {{.*}}.cpp:35:
// CHECK: taken at {{.*}}.cpp:30:
// CHECK: Sheet {{.*}}strong 1 {{.*}}made at {{.*}}.cpp:36:
// CHECK: taken at {{.*}}.cpp:30:
