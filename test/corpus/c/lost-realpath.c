// corpus: leak class=lost members=1
// fixed: clean
#include <stdlib.h>

static int resolve(void) {
  char *path = realpath("/usr/..", NULL);
  int root = path && path[0] == '/' && !path[1];
#ifdef FIXED
  free(path);
#endif
  return root;
}

int main(void) { return !resolve(); }
