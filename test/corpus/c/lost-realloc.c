// corpus: leak class=lost members=1 bytes=4000 line=12
// fixed: clean
// A buffer that grew: the block is the one of the last realloc.
#include <stdlib.h>
#include <string.h>

static char *grow(void) {
  char *text = NULL;
  for (size_t size = 1000; size <= 4000; size += 1000) {
    size_t old = size - 1000;
    // A name of its own for the new block, as careful code has it.
    char *more = realloc(text, size);
    memset(more + old, 'x', 1000);
    text = more;
  }
  return text;
}

int main(void) {
  char *text = grow();
  int status = text[3999] != 'x';
#ifdef FIXED
  free(text);
#endif
  return status;
}
