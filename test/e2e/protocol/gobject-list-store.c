// Intent: an object of a library, of which headers tell no more than its name, is counted as what g_object_unref gives up, and its
// own blocks are none of the cycle's members.
// REQUIRES: glib
// RUN: %clang_refsan %s -o %t %glib -lgio-2.0
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean %glib -lgio-2.0
// RUN: %silent 0 %run %t-clean

#include <gio/gio.h>

typedef struct {
  GObject parent;
  GListStore *rows;
} Model;
typedef struct {
  GObjectClass parent;
} ModelClass;
G_DEFINE_TYPE(Model, model, G_TYPE_OBJECT)

typedef struct {
  GObject parent;
  Model *model;
} Row;
typedef struct {
  GObjectClass parent;
} RowClass;
G_DEFINE_TYPE(Row, row, G_TYPE_OBJECT)

static void model_dispose(GObject *object) {
  g_clear_object(&((Model *)object)->rows);
  G_OBJECT_CLASS(model_parent_class)->dispose(object);
}
static void model_class_init(ModelClass *c) { G_OBJECT_CLASS(c)->dispose = model_dispose; }
static void model_init(Model *model) { model->rows = g_list_store_new(row_get_type()); }

static void row_dispose(GObject *object) {
  g_clear_object(&((Row *)object)->model);
  G_OBJECT_CLASS(row_parent_class)->dispose(object);
}
static void row_class_init(RowClass *c) { G_OBJECT_CLASS(c)->dispose = row_dispose; }
static void row_init(Row *row) {}

int main(void) {
  Model *model = g_object_new(model_get_type(), NULL);
  Row *row = g_object_new(row_get_type(), NULL);
  g_set_object(&row->model, model);
  g_list_store_append(model->rows, row);
#ifdef CLEAN
  g_list_store_remove_all(model->rows);
#endif
  g_object_unref(row);
  g_object_unref(model);
  return 0;
}
// CHECK: RefSan: 1 reference cycle keeps
// CHECK: cycle 1   3 objects
// CHECK: Model {{.*}}strong 1
// CHECK: rows holds the next object {{ *}}the reference it was made with at {{.*}}.c:34:
// CHECK: GListStore {{.*}}strong 1
// CHECK: taken at {{.*}}.c:47:3
// CHECK: Row {{.*}}strong 1
// CHECK: model holds the first object {{ *}}taken at {{.*}}.c:46:3
