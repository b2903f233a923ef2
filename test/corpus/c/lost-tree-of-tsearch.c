// corpus: leak class=lost objects=1 owned=4
// fixed: clean
// The nodes that tsearch made, once with a root that is a local and once with a global one.
#include <search.h>
#include <stddef.h>

static int keys[5] = {3, 1, 4, 0, 5};
static void *kept;

static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static void fill(void **root) {
  for (int i = 0; i < 5; i++)
    tsearch(&keys[i], root, compare);
}

int main(void) {
#ifdef FIXED
  fill(&kept);
#else
  void *root = NULL;
  fill(&root);
#endif
  return kept == &keys;
}
