// corpus: leak class=lost members=1 bytes=1024
// fixed: clean
// A pool is one block to RefSan; lost as a whole.
#include <stdlib.h>

struct pool {
  size_t used;
  char data[1016];
};

static void *take(struct pool *pool, size_t size) {
  void *result = pool->data + pool->used;
  pool->used += size;
  return result;
}

static int work(void) {
  struct pool *pool = calloc(1, sizeof(*pool));
  int *numbers = take(pool, 10 * sizeof(int));
  numbers[9] = 3;
  int value = numbers[9];
#ifdef FIXED
  free(pool);
#endif
  return value;
}

int main(void) { return work() != 3; }
