// corpus: leak class=lost members=1 bytes=159
// fixed: clean
// Aligned blocks that are not filled lie where blocks were that had pointers: what those led to is lost.
#include <malloc.h>
#include <stdlib.h>

enum { WORDS = 512 };
static void *live[3];

static void *aligned(int way) {
  void *block = NULL;
  if (way == 0)
    return aligned_alloc(64, 2048);
  if (way == 1)
    return memalign(64, 2048);
  return posix_memalign(&block, 64, 2048) ? NULL : block;
}

int main(void) {
  for (int way = 0; way < 3; ++way) {
    char *lost = malloc(52 + way);
    char **old = malloc(WORDS * sizeof(*old));
    for (int i = 0; i < WORDS; ++i)
      old[i] = lost;
#ifdef FIXED
    free(lost);
#endif
    free(old);
    live[way] = aligned(way);
  }
  return live[0] && live[1] && live[2] ? 0 : 2;
}
