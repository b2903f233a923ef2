// corpus: leak class=lost findings=1
// fixed: clean
// scandir's array is freed here, or not, and so is each of its entries.
#define _GNU_SOURCE
#include <dirent.h>
#include <stdlib.h>

static int only_dot(const struct dirent *entry) { return entry->d_name[0] == '.' && !entry->d_name[1]; }

static int list(void) {
  struct dirent **entries;
  int count = scandir("/", &entries, only_dot, alphasort);
#ifdef FIXED
  for (int i = 0; i < count; i++)
    free(entries[i]);
  free(entries);
#endif
  return count;
}

int main(void) { return list() != 1; }
