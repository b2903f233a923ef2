// corpus: leak findings=3 class=lost members=1
// fixed: clean
// Aligned blocks of three kinds; the last has a size that is no multiple of its alignment.
#include <stdlib.h>

static void align(void) {
  void *a = NULL;
  if (posix_memalign(&a, 4096, 100))
    exit(2);
  void *b = aligned_alloc(64, 256);
  void *c = aligned_alloc(8, 50);
  ((char *)b)[255] = ((char *)c)[49] = 1;
#ifdef FIXED
  free(a);
  free(b);
  free(c);
#endif
}

int main(void) {
  align();
  return 0;
}
