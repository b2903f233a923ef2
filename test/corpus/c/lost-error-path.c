// corpus: leak class=lost members=1 bytes=32 exit=23
// fixed: clean exit=3
// The early return of an error forgets the buffer; the program fails with a status of its own, too.
#include <stdlib.h>
#include <string.h>

static int parse(const char *text) {
  char *copy = malloc(32);
  strncpy(copy, text, 32);
  if (copy[0] != '{') {
#ifdef FIXED
    free(copy);
#endif
    return 3;
  }
  free(copy);
  return 0;
}

int main(void) { return parse("no JSON"); }
