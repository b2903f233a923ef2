// corpus: leak class=lost
// fixed: clean
// A tree whose nodes know their parents.
#include <stdlib.h>

struct node {
  struct node *left, *right, *parent;
};

static struct node *make(struct node *parent, int depth) {
  struct node *node = calloc(1, sizeof(*node));
  node->parent = parent;
  if (depth) {
    node->left = make(node, depth - 1);
    node->right = make(node, depth - 1);
  }
  return node;
}

static int destroy(struct node *node) {
  if (!node)
    return 0;
  int count = 1 + destroy(node->left) + destroy(node->right);
  free(node);
  return count;
}

int main(void) {
  struct node *tree = make(NULL, 3);
#ifdef FIXED
  return destroy(tree) != 15;
#endif
  return tree == NULL || destroy(NULL);
}
