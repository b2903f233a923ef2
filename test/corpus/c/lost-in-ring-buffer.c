// corpus: leak class=lost times=6
// fixed: clean
// What a full ring of buffers held before is overwritten.
#include <stdlib.h>

static char *ring[4];
static unsigned next;

static void push(char *message) {
#ifdef FIXED
  free(ring[next % 4]);
#endif
  ring[next++ % 4] = message;
}

int main(void) {
  for (int i = 0; i < 10; i++)
    push(malloc(16));
  return 0;
}
