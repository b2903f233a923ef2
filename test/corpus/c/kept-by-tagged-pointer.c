// corpus: clean
// Tags in the low bits still point into the block.
#include <stdint.h>
#include <stdlib.h>

uintptr_t tagged[8];

int main(void) {
  for (uintptr_t tag = 0; tag < 8; tag++)
    tagged[tag] = (uintptr_t)malloc(24) | tag;
  return 0;
}
