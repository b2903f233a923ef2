// corpus: leak class=lost bytes=24
// policy: A word with a tag in its high bits is no address. Peers that see it the same way are right, too.
#include <stdint.h>
#include <stdlib.h>

uintptr_t tagged;

int main(void) {
  tagged = (uintptr_t)malloc(24) | (uintptr_t)1 << 63;
  return 0;
}
