// Intent: a lost list is one finding: its head is the cause, the rest is owned by it.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <stdlib.h>

struct node {
  int value;
  struct node *next;
};

static struct node *prepend(struct node *list, int value) {
  struct node *node = malloc(sizeof *node);
  // CHECK: RefSan: 1 lost object
  // CHECK: lost-list.c:[[@LINE-2]]
  node->value = value;
  node->next = list;
  return node;
}

static int length(int n) {
  struct node *list = NULL;
  for (int i = 0; i < n; ++i)
    list = prepend(list, i);
  int count = 0;
#ifdef CLEAN
  while (list) {
    struct node *next = list->next;
    free(list);
    list = next;
#else
  for (struct node *node = list; node; node = node->next)
#endif
    ++count;
#ifdef CLEAN
  }
#endif
  return count;
}

int main(void) { return length(5) == 5 ? 0 : 1; }
// CHECK: 5 leaked (80 bytes)
