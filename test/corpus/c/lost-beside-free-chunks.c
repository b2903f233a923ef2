// corpus: leak class=lost objects=1 bytes=20
// fixed: clean
// Free chunks of nearly a hundred sizes: the allocator's list of one size leads to the end of a lost block.
#include <stdlib.h>

enum { kEach = 8, kMost = 2000 }; // one more than a thread's cache takes

static char *between[kMost]; // so that free chunks stay apart
static char *chunks[kMost];
static int count;

static void make(size_t bytes) {
  for (int i = 0; i < kEach; i++) {
    between[count] = malloc(20);
    chunks[count++] = malloc(bytes);
  }
}

int main(void) {
  for (size_t bytes = 136; bytes < 1000; bytes += 16)
    make(bytes);
  for (size_t bytes = 1100; bytes < 40000; bytes += bytes < 3000 ? 64 : bytes < 10000 ? 512 : 4096)
    make(bytes);
  char *end = malloc(20);
  for (int i = 0; i < count; i++)
    free(chunks[i]);
  free(malloc(200000)); // sorts them
#ifdef FIXED
  free(between[kEach - 1]);
#endif
  between[kEach - 1] = NULL;
  free(end);
  return 0;
}
