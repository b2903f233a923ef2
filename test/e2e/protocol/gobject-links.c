// Intent: structs that a GList, a GHashTable or a signal handler has are their owners', though they were made before the container's
// blocks; what GLib's allocators make has the type it is used as.
// REQUIRES: glib
// RUN: %clang_refsan %s -o %t %glib
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean %glib
// RUN: %silent 0 %run %t-clean

#include <glib-object.h>
#include <stdlib.h>

typedef struct {
  GObject parent;
  GList *links;
  GHashTable *by_weight;
} Node;
typedef struct {
  GObjectClass parent;
} NodeClass;
G_DEFINE_TYPE(Node, node, G_TYPE_OBJECT)

typedef struct {
  int weight;
  Node *target;
} Link;

static Link *link_to(Link *link, Node *target) {
  link->weight = 1;
  link->target = g_object_ref(target);
  return link;
}
static void link_free(gpointer data) {
  Link *link = data;
  g_object_unref(link->target);
  free(link);
}
static void watcher_free(gpointer data, GClosure *closure) { link_free(data); }
static void on_change(Node *node, GParamSpec *spec, Link *link) { link->weight++; }

static void node_dispose(GObject *object) {
  Node *node = (Node *)object;
  g_list_free_full(g_steal_pointer(&node->links), link_free);
  g_clear_pointer(&node->by_weight, g_hash_table_unref);
  G_OBJECT_CLASS(node_parent_class)->dispose(object);
}
static void node_class_init(NodeClass *c) { G_OBJECT_CLASS(c)->dispose = node_dispose; }
static void node_init(Node *node) {}

static void listed(void) {
  Node *node = g_object_new(node_get_type(), NULL);
#ifndef CLEAN
  Link *link = malloc(sizeof *link);
  node->links = g_list_prepend(node->links, link_to(link, node));
#endif
  g_object_unref(node);
}
static void hashed(void) {
  Node *node = g_object_new(node_get_type(), NULL);
  node->by_weight = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, link_free);
#ifndef CLEAN
  Link *link = g_new0(Link, 1);
  g_hash_table_insert(node->by_weight, GINT_TO_POINTER(1), link_to(link, node));
#endif
  g_object_unref(node);
}
static void watched(void) {
  Node *node = g_object_new(node_get_type(), NULL);
  Link *link = malloc(sizeof *link);
  gulong id = g_signal_connect_data(node, "notify", G_CALLBACK(on_change), link_to(link, node), watcher_free, 0);
#ifdef CLEAN
  g_signal_handler_disconnect(node, id);
#endif
  (void)id;
  g_object_unref(node);
}

int main(void) {
  listed();
  hashed();
  watched();
  return 0;
}
// CHECK: RefSan: 3 reference cycles keep
// CHECK-DAG: by_weight[…] holds the next object
// CHECK-DAG: signal handlers[…] holds the next object
// CHECK-DAG: {{ }}links[…] holds the next object
// CHECK-DAG: Link  16 bytes {{ *}}made at {{.*}}.c:52:
// CHECK-DAG: Link  16 bytes {{ *}}made at {{.*}}.c:61:
// CHECK-DAG: Link  16 bytes {{ *}}made at {{.*}}.c:68:
// CHECK-DAG: target holds the first object {{ *}}taken at {{.*}}.c:29:18 by g_object_ref
