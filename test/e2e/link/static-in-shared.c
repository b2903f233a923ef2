// Intent: a static library whose code was compiled for executables can be part of a shared one, as without RefSan.
// REQUIRES: x86_64
// RUN: %clang_refsan -fPIE -DINNER -c %s -o %t-inner.o
// RUN: %clang_refsan -fPIC -DOUTER -shared %s %t-inner.o -o %t.so
// RUN: %clang_refsan %s %t.so -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -fPIC -DOUTER -DCLEAN -shared %s %t-inner.o -o %t-clean.so
// RUN: %clang_refsan %s %t-clean.so -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <stdlib.h>

struct item {
  struct item *next;
};
struct item *item_new(struct item *next);
void item_made(struct item *made); // a call of unknown code: with the user's line
int items_use(int count);

#if defined(INNER)
struct item *item_new(struct item *next) {
  struct item *made = malloc(sizeof(struct item));
  if (!made)
    abort();
  made->next = next;
  item_made(made);
  return made;
}
#elif defined(OUTER)
static int made_items;
void item_made(struct item *made) { made_items += made->next != made; }
int items_use(int count) {
  struct item *list = NULL;
  for (int i = 0; i < count; i++)
    list = item_new(list);
#ifdef CLEAN
  for (struct item *next; list; list = next) {
    next = list->next;
    free(list);
  }
#endif
  return made_items;
}
#else
int main(void) { return items_use(3) != 3; }
#endif
// CHECK: RefSan: 1 lost object and 2 objects with them
