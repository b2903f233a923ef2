// Intent: counted objects of another file, with every reference given up: silence.
// RUN: %clang_refsan -c %S/Inputs/node.c -o %t-node.o
// RUN: %clang_refsan %s %t-node.o -o %t
// RUN: %silent 0 %run %t

#include "Inputs/node.h"
#include <stdlib.h>

int main(void) {
  struct node *a = node_new();
  struct node *b = node_new();
  node_set_next(a, b);
  node_set_next(b, a);
  node_set_next(b, NULL);
  node_unref(a);
  node_unref(b);
}
