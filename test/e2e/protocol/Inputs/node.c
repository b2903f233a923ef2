#include "node.h"
#include <stdlib.h>

struct node {
  long refs;
  struct node *next;
};
struct node *node_new(void) {
  struct node *n = calloc(1, sizeof *n);
  n->refs = 1;
  return n;
}
struct node *node_ref(struct node *n) {
  ++n->refs;
  return n;
}
void node_unref(struct node *n) {
  if (--n->refs)
    return;
  if (n->next)
    node_unref(n->next);
  free(n);
}
void node_set_next(struct node *n, struct node *next) {
  if (n->next)
    node_unref(n->next);
  n->next = next ? node_ref(next) : NULL;
}
