// corpus: leak class=lost members=1 type=table owned=17
// fixed: clean
// A table of buckets with chains and keys of their own.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
  struct entry *next;
  char *key;
  int value;
};
struct table {
  size_t size;
  struct entry **buckets;
};

static void insert(struct table *table, const char *key, int value) {
  size_t slot = (size_t)(key[3] * 31) % table->size;
  struct entry *entry = malloc(sizeof(*entry));
  *entry = (struct entry){table->buckets[slot], strdup(key), value};
  table->buckets[slot] = entry;
}

static void release(struct table *table) {
  for (size_t i = 0; i < table->size; i++)
    for (struct entry *entry = table->buckets[i], *next; entry; entry = next) {
      next = entry->next;
      free(entry->key);
      free(entry);
    }
  free(table->buckets);
  free(table);
}

static int fill(void (*at_end)(struct table *)) {
  struct table *table = malloc(sizeof(*table));
  *table = (struct table){4, calloc(4, sizeof(struct entry *))};
  char key[16];
  for (int i = 0; i < 8; i++) {
    snprintf(key, sizeof(key), "key%d", i);
    insert(table, key, i);
  }
  int value = table->buckets[0]->value;
  if (at_end)
    at_end(table);
  return value;
}

int main(void) {
#ifdef FIXED
  return fill(release) > 8;
#endif
  (void)release;
  return fill(NULL) > 8;
}
