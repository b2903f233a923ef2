// corpus: leak class=lost members=1 bytes=80
// fixed: clean
// Nobody reads the private global after it was set to NULL. The program as written has lost the block.
#include <stdlib.h>

static char *items;

int main(void) {
  items = calloc(5, 16);
  items[79] = 1;
#ifdef FIXED
  free(items);
#endif
  items = NULL;
  return 0;
}
