// Intent: what a block is for is told by the member, the element or the out parameter that it is stored to.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <stdlib.h>

struct item {
  struct item *next;
  int value;
};
struct shelf {
  struct item *first;
  struct item **slots;
};

static void make(struct item **out) { *out = calloc(1, sizeof **out); }

int main(void) {
  struct shelf shelf;
  shelf.slots = malloc(4 * sizeof *shelf.slots);
  int last = 3;
  struct shelf *s = &shelf;
  s->first = calloc(1, sizeof *s->first);
  s->slots[last] = calloc(1, sizeof *s->slots[last]);
  s->slots[last]->next = malloc(sizeof(struct item));
  make(&s->slots[0]);
#ifdef CLEAN
  free(s->first);
  free(s->slots[last]->next);
  free(s->slots[last]);
  free(s->slots[0]);
#endif
  free(shelf.slots);
  return 0;
}
// CHECK: RefSan: 3 lost objects
// CHECK-DAG: item  16 bytes {{ *}}made at {{.*}}.c:18:
// CHECK-DAG: item  16 bytes {{ *}}made at {{.*}}.c:25:
// CHECK-DAG: item  16 bytes {{ *}}made at {{.*}}.c:26:
