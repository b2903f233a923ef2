// corpus: leak class=lost members=1 bytes=0
// fixed: clean
// malloc(0) gives a block, too.
#include <stdlib.h>

static int empty(size_t size) {
  void *block = malloc(size);
  int is_block = block != NULL;
#ifdef FIXED
  free(block);
#endif
  return is_block;
}

int main(int argc, char **argv) { return !empty((size_t)argc - 1 + (argv == NULL)); }
