// corpus: leak class=lost members=1 bytes=34
// fixed: clean exit=4
// exit in a callee; what a call before it lost is lost.
#include <stdlib.h>
#include <string.h>

static int lose(void) {
  char *volatile block = malloc(34);
  memset(block, 4, 34);
  int value = block[3];
#ifdef FIXED
  free(block);
#endif
  return value;
}

static void finish(int status) { exit(status); }

int main(void) {
  int status = lose();
  finish(status);
  return 1;
}
