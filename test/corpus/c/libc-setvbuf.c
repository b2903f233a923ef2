// corpus: clean
// A stream's buffer given by the program is freed by it, stdout's own is libc's.
#include <stdio.h>
#include <stdlib.h>

static char *buffer;

int main(void) {
  buffer = malloc(8192);
  if (setvbuf(stdout, buffer, _IOFBF, 8192))
    return 2;
  printf("%d lines", 3);
  fprintf(stderr, "%s", "");
  return 0;
}
