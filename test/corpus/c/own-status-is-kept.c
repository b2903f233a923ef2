// corpus: clean exit=42
// A clean program keeps its status, a failing one as well.
#include <stdlib.h>

int main(void) {
  char *block = malloc(10);
  block[0] = 42;
  int status = block[0];
  free(block);
  return status;
}
