// corpus: leak class=lost times=3 objects=3 bytes=66
// fixed: clean
#include <alloca.h>
#include <stdlib.h>

static int work(int count) {
  char **blocks = alloca(count * sizeof(*blocks));
  for (int i = 0; i < count; i++)
    blocks[i] = calloc(1, 22);
  int value = blocks[count - 1][0];
#ifdef FIXED
  for (int i = 0; i < count; i++)
    free(blocks[i]);
#endif
  return value;
}

int main(int argc, char **argv) {
  (void)argv;
  return work(argc + 2);
}
