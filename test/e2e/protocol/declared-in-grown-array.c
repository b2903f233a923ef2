// Intent: an array of pointers that a struct's field leads to is the struct's own: no object beside it, elements have their index and line.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdlib.h>

struct node {
  int users;
  struct node *parent;
  struct node **children;
  size_t count, room;
};
static struct node *node_hold(struct node *n) {
  n->users++;
  return n;
}
static void node_drop(struct node *n) {
  if (--n->users)
    return;
  for (size_t i = 0; i < n->count; i++) {
    n->children[i]->parent = NULL;
    node_drop(n->children[i]);
  }
  free(n->children);
  free(n);
}
REFSAN_RETAIN(node_hold, 1);
REFSAN_RELEASE(node_drop, 1);

static struct node *node_new(void) {
  struct node *n = calloc(1, sizeof *n);
  n->users = 1;
  return n;
}
static void adopt(struct node *parent, struct node *child) {
  if (parent->count == parent->room) {
    parent->room = parent->room ? 2 * parent->room : 1;
    parent->children = realloc(parent->children, parent->room * sizeof *parent->children);
  }
  parent->children[parent->count++] = node_hold(child);
#ifdef CLEAN
  child->parent = parent;
#else
  child->parent = node_hold(parent);
#endif
}

int main(void) {
  struct node *root = node_new();
  for (int i = 0; i < 3; i++) {
    struct node *child = node_new();
    adopt(root, child);
    node_drop(child);
  }
  node_drop(root);
  return 0;
}
// CHECK: RefSan: 1 reference cycle keeps 5 objects
// CHECK: cycle 1   4 objects, {{.*}}owns 1 more object
// CHECK: children[0] holds object 2 {{ *}}taken at {{.*}}.c:43:
// CHECK: children[1] holds object 3 {{ *}}taken at {{.*}}.c:43:
// CHECK: children[2] holds object 4 {{ *}}taken at {{.*}}.c:43:
// CHECK: parent holds object 1 {{ *}}taken at {{.*}}.c:47:
