// corpus: clean exit=5
// exit in a callee: the locals of the callers live on.
#include <stdlib.h>

static void deepest(char *block, int depth) {
  if (depth)
    deepest(block, depth - 1);
  exit(block[0]);
}

static void middle(char **where) {
  char *volatile own = malloc(33);
  own[0] = 5;
  where[1] = own;
  deepest(own, 10);
}

int main(void) {
  char *blocks[2] = {malloc(10), NULL};
  middle(blocks);
  return blocks[0][0];
}
