// corpus: leak class=lost bytes=64
// policy: One past the end of a block is another block's place: it keeps nothing.
#include <stdlib.h>

char *end;

int main(void) {
  end = (char *)malloc(64) + 64 + 8;
  return 0;
}
