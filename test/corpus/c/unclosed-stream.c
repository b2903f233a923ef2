// corpus: clean
// A stream that was not closed hangs in libc's list of streams; its block is reachable.
#include <stdio.h>
#include <stdlib.h>

int main(void) {
  FILE *volatile file = fmemopen(NULL, 100, "w");
  fputs("text", file);
  return 0;
}
