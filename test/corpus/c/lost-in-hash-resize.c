// corpus: leak class=lost times=3
// fixed: clean
// Each time the table grows, the old one is left behind.
#include <stdlib.h>

static void **table;
static size_t capacity, used;

static void put(void *value) {
  if (used == capacity) {
    size_t larger = capacity ? capacity * 2 : 4;
    void **grown = calloc(larger, sizeof *grown);
    for (size_t i = 0; i < used; i++)
      grown[i] = table[i];
#ifdef FIXED
    free(table);
#endif
    table = grown;
    capacity = larger;
  }
  table[used++] = value;
}

int main(void) {
  for (int i = 0; i < 20; i++)
    put(malloc(8));
  return 0;
}
