// corpus: leak class=lost members=1 bytes=50
// fixed: clean
// realloc fails and leaves the block where it was; its pointer was overwritten with NULL.
#include <stdint.h>
#include <stdlib.h>

static int grow(size_t size) {
  char *block = malloc(50);
  block[0] = 1;
  char *more = realloc(block, size);
#ifdef FIXED
  if (!more)
    free(block);
#endif
  block = more;
  int failed = !block;
  free(block);
  return failed;
}

int main(int argc, char **argv) {
  (void)argv;
  return !grow(PTRDIFF_MAX - (size_t)argc);
}
