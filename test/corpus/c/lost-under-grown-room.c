// corpus: leak class=lost members=1 bytes=100
// fixed: clean
// An array grows into room where a table of addresses was before, and does not fill it.
#include <stdlib.h>
#include <string.h>

static char **names;

__attribute__((noinline)) static void work(void) {
  char **table = malloc(1024);
  char *name = malloc(100);
  memset(name, 'n', 100);
  for (int i = 0; i < 1024 / 8; i++)
    table[i] = name;
  free(table);
#ifdef FIXED
  free(name);
#endif
}

int main(void) {
  names = malloc(8);
  names[0] = "first";
  work();
  names = realloc(names, 1024);
  return names[0][0] != 'f';
}
