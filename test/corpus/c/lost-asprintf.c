// corpus: leak class=lost members=1 bytes=9
// fixed: clean
// asprintf makes a string that somebody has to free.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

static int label(int id) {
  char *text;
  int size = asprintf(&text, "object %d", id);
#ifdef FIXED
  free(text);
#endif
  return size;
}

int main(void) { return label(7) != 8; }
