// Intent: fields that get weak references are no part of a cycle, a "void *" that gets a strong one is.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DLOST %s -o %t-lost
// RUN: %exits 23 %run %t-lost 2>&1 | FileCheck --check-prefix=LOST %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdlib.h>

struct node {
  short strong, weak;
  struct node *child, *parent;
  void *user;
};
static struct node *node_ref(struct node *n) { return n->strong++, n; }
static struct node *node_watch(struct node *n) { return n->weak++, n; }
static void node_unwatch(struct node *n) { n->weak--; }
static void node_unref(struct node *n) {
  if (!n || --n->strong)
    return;
  node_unref(n->child);
  node_unref(n->user);
  if (n->parent)
    node_unwatch(n->parent);
  free(n);
}
REFSAN_RETAIN(node_ref, 1);
REFSAN_RELEASE(node_unref, 1);
REFSAN_WEAK_RETAIN(node_watch, 1);
REFSAN_WEAK_RELEASE(node_unwatch, 1);

static struct node *node_new(void) {
  struct node *n = calloc(1, sizeof *n);
  n->strong = 1;
  return n;
}
static void add(struct node *parent, struct node *child) {
  parent->child = node_ref(child);
  child->parent = node_watch(parent);
}
static struct node *seen;

int main(void) {
  struct node *root = node_new(), *middle = node_new(), *leaf = node_new();
  add(root, middle);
  add(middle, leaf);
#ifdef LOST
  seen = node_ref(root);
  seen = NULL;
#elif !defined(CLEAN)
  leaf->user = node_ref(root);
#endif
  node_unref(leaf);
  node_unref(middle);
  node_unref(root);
}
// CHECK: RefSan: 1 reference cycle keeps 3 objects
// CHECK: child holds the next object
// CHECK-NEXT: node_ref(child)
// CHECK: child holds the next object
// CHECK-NEXT: node_ref(child)
// CHECK: user holds the first object {{.*}}declared-weak-field.c:53:
// CHECK: break it: make `node::user`
// CHECK-NOT: parent holds

// LOST: RefSan: 1 forgotten reference and 2 objects with them
// LOST: perhaps the one taken at {{.*}}declared-weak-field.c:50:
