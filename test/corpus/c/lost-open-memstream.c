// corpus: leak class=lost members=1
// fixed: clean
// fclose of a memory stream leaves its buffer to the caller.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

static size_t render(void) {
  char *text;
  size_t size;
  FILE *stream = open_memstream(&text, &size);
  for (int i = 0; i < 100; i++)
    fprintf(stream, "%d,", i);
  fclose(stream);
#ifdef FIXED
  free(text);
#endif
  return size;
}

int main(void) { return render() != 290; }
