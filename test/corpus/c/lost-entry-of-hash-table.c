// corpus: leak class=lost members=1 owned=1 type=entry
// fixed: clean
// A replaced entry is forgotten, the table lives on in a global.
#include <stdlib.h>
#include <string.h>

struct entry {
  char *key;
  int value;
};
static struct entry *table[8];

static void put(const char *key, int value) {
  struct entry *entry = malloc(sizeof(*entry));
  *entry = (struct entry){strdup(key), value};
  struct entry **slot = &table[key[0] % 8];
#ifdef FIXED
  if (*slot) {
    free((*slot)->key);
    free(*slot);
  }
#endif
  *slot = entry;
}

int main(void) {
  put("apple", 1);
  put("pear", 2);
  put("apple", 3);
  return table['a' % 8]->value != 3;
}
