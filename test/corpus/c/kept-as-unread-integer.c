// corpus: leak class=lost members=1 bytes=100
// fixed: clean
// Private variables that hold pointers as integers, one in a bit-field. Nobody reads them: the program as written has
// stored them.
#include <stdint.h>
#include <stdlib.h>

static struct {
  uintptr_t address : 48;
  uintptr_t tag : 16;
} field;
static uintptr_t number;

int main(void) {
  char *first = malloc(100);
  field.address = (uintptr_t)first;
  uintptr_t second = (uintptr_t)malloc(200);
  number = second;
#ifndef FIXED
  field.address = 0;
#endif
  return 0;
}
