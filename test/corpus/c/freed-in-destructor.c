// corpus: clean
// A destructor function frees what a global kept.
#include <stdlib.h>

static char *kept;

__attribute__((destructor)) static void after_main(void) {
  free(kept);
  kept = NULL;
}

int main(void) {
  kept = malloc(10);
  return 0;
}
