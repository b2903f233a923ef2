// corpus: leak class=lost bytes=24
// policy: Only aligned words are read: an unaligned pointer in a packed structure does not count, here as in LeakSanitizer.
#include <stdlib.h>

struct __attribute__((packed)) {
  char tag;
  char *pointer;
} packed;

int main(void) {
  packed.pointer = malloc(24);
  return 0;
}
