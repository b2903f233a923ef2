// Intent: the count is declared to lie in a member whose type has no name.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdlib.h>

struct node {
  struct {
    int strong;
    int weak;
  } count;
  struct node *next;
};
struct node *node_hold(struct node *n) {
  n->count.strong++;
  return n;
}
void node_drop(struct node *n) {
  if (!n || --n->count.strong)
    return;
  node_drop(n->next);
  free(n);
}
REFSAN_RETAIN(node_hold, 1);
REFSAN_RELEASE(node_drop, 1);
REFSAN_COUNT(struct node, count.strong);

int main(void) {
  struct node *n = calloc(1, sizeof *n);
  n->count.strong = 1;
#ifndef CLEAN
  n->next = node_hold(n);
#endif
  node_drop(n);
}
// CHECK: RefSan: 1 reference cycle keeps 1 object (16 bytes) alive
// CHECK: node  16 bytes  strong 1
// CHECK: next holds the object itself {{ *}}taken at {{.*}}.c:35:13 by node_hold
