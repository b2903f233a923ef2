// corpus: leak class=lost bytes=24
// policy: Only aligned words are read, here as in LeakSanitizer, unless the program has packed structures: bytes of a
// message are no pointers.
#include <stdlib.h>
#include <string.h>

char message[32];

static void put(void) {
  void *block = malloc(24);
  memcpy(message + 1, &block, sizeof(block));
}

int main(void) {
  put();
  return 0;
}
