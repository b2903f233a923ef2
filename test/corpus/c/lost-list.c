// corpus: leak class=lost members=1 bytes=16 owned=9 type=node
// fixed: clean
// A list whose head is lost: the head is the cause, it owns the rest.
#include <stdlib.h>

struct node {
  int value;
  struct node *next;
};

static int sum(void) {
  struct node *head = NULL;
  for (int i = 0; i < 10; i++) {
    struct node *node = malloc(sizeof(*node));
    node->value = i;
    node->next = head;
    head = node;
  }
  int sum = 0;
  for (struct node *node = head; node; node = node->next)
    sum += node->value;
#ifdef FIXED
  while (head) {
    struct node *next = head->next;
    free(head);
    head = next;
  }
#endif
  return sum;
}

int main(void) { return sum() != 45; }
