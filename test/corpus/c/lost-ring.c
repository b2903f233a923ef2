// corpus: leak class=lost
// fixed: clean
// A ring of 100000 nodes without counts is lost; nothing may recurse along it.
#include <stdlib.h>

struct node {
  struct node *next;
};

static void ring(int count) {
  struct node *first = malloc(sizeof(*first)), *last = first;
  for (int i = 1; i < count; i++) {
    last->next = malloc(sizeof(*last));
    last = last->next;
  }
  last->next = first;
#ifdef FIXED
  last->next = NULL;
  while (first) {
    struct node *next = first->next;
    free(first);
    first = next;
  }
#endif
}

int main(void) {
  ring(100000);
  return 0;
}
