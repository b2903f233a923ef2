// corpus: leak class=lost
// fixed: clean
// Nodes that point to each other are no reference cycle: nothing here counts references.
#include <stdlib.h>

struct node {
  struct node *next, *previous;
  int value;
};

static int build(void) {
  struct node *first = calloc(1, sizeof(*first)), *last = first;
  for (int i = 1; i < 5; i++) {
    struct node *node = calloc(1, sizeof(*node));
    node->previous = last;
    last->next = node;
    node->value = i;
    last = node;
  }
  int value = last->value;
#ifdef FIXED
  while (first) {
    struct node *next = first->next;
    free(first);
    first = next;
  }
#endif
  return value;
}

int main(void) { return build() != 4; }
