// corpus: leak class=lost members=1 bytes=77
// fixed: clean
// exit deep inside of a recursion whose arrays are not filled and lie where the leaking function had its copies.
#include <stdlib.h>
#include <string.h>

static volatile int sink;

static void spread(char *block, int depth) {
  char *volatile copies[64];
  for (int i = 0; i < 64; i++)
    copies[i] = block;
  if (depth)
    spread(copies[depth], depth - 1);
  sink = copies[3][0];
}

static void work(void) {
  char *block = malloc(77);
  memset(block, 5, 77);
  spread(block, 40);
#ifdef FIXED
  free(block);
#endif
}

static void dig(int depth) {
  char buffer[700];
  if (depth == 0)
    exit(0);
  dig(depth - 1);
  buffer[0] = (char)depth;
  sink = buffer[0];
}

int main(void) {
  work();
  dig(20);
  return 1;
}
