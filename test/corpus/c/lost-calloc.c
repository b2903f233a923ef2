// corpus: leak class=lost members=1 bytes=80 type=item[5]
// fixed: clean
// An array of structures whose only pointer, a global, is given up.
#include <stdlib.h>

struct item {
  int key;
  double value;
};
struct item *items;

int main(void) {
  items = calloc(5, sizeof(*items));
  items[4].key = 1;
#ifdef FIXED
  free(items);
#endif
  items = NULL;
  return 0;
}
