// corpus: leak class=lost times=3 objects=3 bytes=18
// fixed: clean
// strdup and strndup allocate inside libc; three equal ones are one finding.
#include <stdlib.h>
#include <string.h>

static size_t measure(const char *word) {
  char *copy = strdup(word);
  size_t size = strlen(copy);
#ifdef FIXED
  free(copy);
#endif
  return size;
}

int main(void) {
  size_t sum = 0;
  for (int i = 0; i < 3; i++)
    sum += measure("hello");
  return sum != 15;
}
