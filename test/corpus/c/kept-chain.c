// corpus: clean
// A list of 100000 blocks hangs at one global; marking may not recurse along it.
#include <stdlib.h>

struct node {
  struct node *next;
};
struct node *first;

int main(void) {
  for (int i = 0; i < 100000; i++) {
    struct node *node = malloc(sizeof(*node));
    node->next = first;
    first = node;
  }
  return 0;
}
