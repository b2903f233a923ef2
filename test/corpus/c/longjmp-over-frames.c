// corpus: leak class=lost members=1 bytes=37
// fixed: clean
// longjmp leaves a frame that owned a block.
#include <setjmp.h>
#include <stdlib.h>

static jmp_buf back;
static char *volatile owned;

static void fail(void) {
  char *volatile block = malloc(37);
  block[0] = 1;
#ifdef FIXED
  owned = block;
#endif
  longjmp(back, 1);
}

int main(void) {
  if (!setjmp(back))
    fail();
  free(owned);
  return 0;
}
