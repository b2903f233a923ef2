// Intent: the functions that count are in another file, and what they count is what the structs here begin with.
// RUN: %clang_refsan -c %S/Inputs/base.c -o %t-base.o -mllvm -refsan-protocols=%S/Inputs/base.protocols
// RUN: %clang_refsan %s %t-base.o -o %t -mllvm -refsan-protocols=%S/Inputs/base.protocols
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s %t-base.o -o %t-clean -mllvm -refsan-protocols=%S/Inputs/base.protocols
// RUN: %silent 0 %run %t-clean

#include "Inputs/base.h"
#include <stdlib.h>

struct menu {
  struct base base;
  struct base *items[3];
};
struct item {
  struct base base;
  struct menu *in;
};

static void menu_destroy(struct base *b) {
  for (int i = 0; i < 3; i++)
    base_release(((struct menu *)b)->items[i]);
}
static void item_destroy(struct base *b) {
#ifndef CLEAN
  base_release(&((struct item *)b)->in->base);
#else
  (void)b;
#endif
}

int main(void) {
  struct menu *menu = calloc(1, sizeof *menu);
  base_init(&menu->base, menu_destroy);
  struct item *item = calloc(1, sizeof *item);
  base_init(&item->base, item_destroy);
  menu->items[1] = base_retain(&item->base);
  item->in = menu;
#ifndef CLEAN
  base_retain(&menu->base);
#endif
  base_release(&item->base);
  base_release(&menu->base);
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects (64 bytes) alive
// CHECK: menu  40 bytes  strong 1
// CHECK: items[1] holds the next object {{ *}}taken at {{.*}}.c:37:20 by base_retain
// CHECK: item  24 bytes  strong 1
// CHECK: in holds the first object {{ *}}taken at {{.*}}.c:40:3 by base_retain
