// Intent: counted objects of another file, opaque here: a cycle that it makes, a reference that is forgotten here, one that a holder has.
// RUN: %clang_refsan -c %S/Inputs/node.c -o %t-node.o
// RUN: %clang_refsan %s %t-node.o -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s

#include "Inputs/node.h"
#include <stdlib.h>

struct holder {
  int id;
  struct node *held;
};

int main(void) {
  struct node *a = node_new();
  struct node *b = node_new();
  node_set_next(a, b);
  node_set_next(b, a);
  node_unref(a);
  node_unref(b);

  struct node *c = node_new();
  struct holder *holder = malloc(sizeof *holder);
  holder->held = node_ref(c);
  node_unref(c);
  free(holder);
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects (32 bytes) alive; 1 forgotten reference (16 bytes)
// CHECK: node  16 bytes  strong 1 {{.*}}made at {{.*}}node.c:9
// CHECK: next holds the next object {{ *}}taken at {{.*}}node.c:27:20 by node_ref
// CHECK: forgotten reference 1   1 object, 16 bytes
// CHECK: perhaps the one taken at {{.*}}.c:[[@LINE-8]]:18 in main
