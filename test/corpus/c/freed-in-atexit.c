// corpus: clean
// What handlers of atexit free is no leak, in whatever order they run.
#include <stdlib.h>

static void *first, *second;

static void free_first(void) { free(first), first = NULL; }
static void free_second(void) { free(second), second = malloc(3), free(second), second = NULL; }

int main(void) {
  first = malloc(10);
  second = malloc(20);
  return atexit(free_first) || atexit(free_second);
}
