// corpus: clean
// Thread-local storage of the main thread.
#include <stdlib.h>

static __thread char *block;
static __thread char *more[64];

int main(void) {
  block = malloc(10);
  more[63] = malloc(20);
  return 0;
}
