// Intent: a reference that is made as another function's argument is for whom that serves: what is given up later is the caller's own.
// REQUIRES: glib
// RUN: %clang_refsan %s -o %t %glib
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean %glib
// RUN: %silent 0 %run %t-clean

#include <glib-object.h>

typedef struct {
  GObject parent;
  GList *links;
  GHashTable *by_name;
} Node;
typedef struct {
  GObjectClass parent;
} NodeClass;
G_DEFINE_TYPE(Node, node, G_TYPE_OBJECT)

static void node_dispose(GObject *object) {
  Node *node = (Node *)object;
  g_list_free_full(g_steal_pointer(&node->links), g_object_unref);
  g_clear_pointer(&node->by_name, g_hash_table_unref);
  G_OBJECT_CLASS(node_parent_class)->dispose(object);
}
static void node_class_init(NodeClass *c) { G_OBJECT_CLASS(c)->dispose = node_dispose; }
static void node_init(Node *node) {}

int main(void) {
  Node *list = g_object_new(node_get_type(), NULL);
  Node *table = g_object_new(node_get_type(), NULL);
  table->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_object_unref);
#ifndef CLEAN
  list->links = g_list_append(list->links, g_object_ref(list));
  g_hash_table_insert(table->by_name, "self", g_object_ref(table));
#endif
  g_object_unref(list);
  g_object_unref(table);
  return 0;
}
// CHECK: RefSan: 2 reference cycles keep
// CHECK-DAG: links[…] holds the object itself {{ *}}taken at {{.*}}.c:34:
// CHECK-DAG: by_name[…] holds the object itself {{ *}}taken at {{.*}}.c:35:
// CHECK: likely: that `{{.*}}` is a reference is known by counts, not by a type
