// corpus: clean
// realloc(p, 0) frees in glibc.
#include <stdlib.h>

int main(int argc, char **argv) {
  (void)argv;
  char *block = malloc(10);
  void *volatile none = realloc(block, (size_t)argc - 1);
  return none != NULL;
}
