// Intent: the fields of a class's private data are known, though GObject allocates it in front of the object: a
// list of children and a property are references, the pointer up is none.
// REQUIRES: glib
// RUN: %clang_refsan %s -o %t %glib
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean %glib
// RUN: %silent 0 %run %t-clean

#include <glib-object.h>

typedef struct {
  GObject parent;
} Node;
typedef struct {
  GObjectClass parent;
} NodeClass;
typedef struct {
  GList *children;
  GObject *owner;
  Node *up;
} NodePrivate;
G_DEFINE_TYPE_WITH_PRIVATE(Node, node, G_TYPE_OBJECT)
#define PRIVATE(node) ((NodePrivate *)node_get_instance_private(node))
enum { NO_PROPERTY, OWNER };

static void set_property(GObject *object, guint id, const GValue *value, GParamSpec *spec) {
  NodePrivate *private = PRIVATE((Node *)object);
  if (id != OWNER)
    return;
  g_clear_object(&private->owner);
  private->owner = g_value_dup_object(value);
}
static void node_dispose(GObject *object) {
  NodePrivate *private = PRIVATE((Node *)object);
  g_clear_object(&private->owner);
  g_list_free_full(g_steal_pointer(&private->children), g_object_unref);
  G_OBJECT_CLASS(node_parent_class)->dispose(object);
}
static void node_class_init(NodeClass *class) {
  G_OBJECT_CLASS(class)->dispose = node_dispose;
  G_OBJECT_CLASS(class)->set_property = set_property;
  g_object_class_install_property(G_OBJECT_CLASS(class), OWNER,
                                  g_param_spec_object("owner", "", "", G_TYPE_OBJECT, G_PARAM_WRITABLE));
}
static void node_init(Node *node) {}

static void add(Node *node, Node *child) {
  NodePrivate *private = PRIVATE(node);
  private->children = g_list_append(private->children, g_object_ref(child));
  PRIVATE(child)->up = node;
}

int main(void) {
  Node *top = g_object_new(node_get_type(), NULL);
  Node *middle = g_object_new(node_get_type(), NULL);
  Node *leaf = g_object_new(node_get_type(), NULL);
  add(top, middle);
  add(middle, leaf);
#ifndef CLEAN
  g_object_set(leaf, "owner", top, NULL);
#endif
  g_object_unref(leaf);
  g_object_unref(middle);
  g_object_unref(top);
  return 0;
}
// CHECK: cycle 1   3 objects
// CHECK: Node {{.*}}strong 1 {{.*}}made at {{.*}}.c:54:
// CHECK: children[…] holds the next object {{ *}}taken at {{.*}}.c:49:
// CHECK: Node {{.*}}strong 1 {{.*}}made at {{.*}}.c:55:
// CHECK: children[…] holds the next object {{ *}}taken at {{.*}}.c:49:
// CHECK: Node {{.*}}strong 1 {{.*}}made at {{.*}}.c:56:
// CHECK: owner holds the first object {{ *}}taken at {{.*}}.c:31:
// CHECK-NOT: up holds
