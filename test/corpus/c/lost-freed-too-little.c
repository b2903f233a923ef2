// corpus: leak class=lost times=2 objects=2 members=1
// fixed: clean
// An array of pointers whose free loop ends too early, two short.
#include <stdlib.h>

#define COUNT 10
#ifdef FIXED
#define FREED COUNT
#else
#define FREED (COUNT - 2)
#endif

int main(void) {
  char **rows = malloc(COUNT * sizeof(*rows));
  for (int i = 0; i < COUNT; i++)
    rows[i] = malloc(24);
  for (int i = 0; i < FREED; i++)
    free(rows[i]);
  free(rows);
  return 0;
}
