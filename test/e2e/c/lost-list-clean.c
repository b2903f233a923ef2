// Intent: the same list freed node by node.
// RUN: %clang_refsan %s -o %t
// RUN: %silent 0 %run %t

#include <stdlib.h>

struct node {
  int value;
  struct node *next;
};

static struct node *prepend(struct node *list, int value) {
  struct node *node = malloc(sizeof *node);
  node->value = value;
  node->next = list;
  return node;
}

static int length(int n) {
  struct node *list = NULL;
  for (int i = 0; i < n; ++i)
    list = prepend(list, i);
  int count = 0;
  while (list) {
    struct node *next = list->next;
    free(list);
    list = next;
    ++count;
  }
  return count;
}

int main(void) { return length(5) == 5 ? 0 : 1; }
