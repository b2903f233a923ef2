// corpus: clean
// Kept by a global, a static local, a global array and a structure of a global.
#include <stdlib.h>

char *global;
static char *array[100];
static struct {
  int pad;
  char *data;
} holder;

static char **cache(void) {
  static char *block;
  return &block;
}

int main(void) {
  global = malloc(10);
  for (int i = 0; i < 100; i++)
    array[i] = malloc(16);
  holder.data = malloc(30);
  *cache() = malloc(40);
  return array[99] == NULL;
}
