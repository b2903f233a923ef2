// corpus: clean exit=8
// Memory of alloca and variable-length arrays is stack.
#include <alloca.h>
#include <stdlib.h>

static void leave(char **blocks) { exit(blocks[1][0]); }

static void work(int count) {
  char **blocks = alloca((count + 1) * sizeof(*blocks));
  for (int i = 0; i < count; i++) {
    blocks[i] = malloc(20);
    blocks[i][0] = 8;
  }
  char *more[count];
  more[0] = malloc(21);
  blocks[count] = more[0];
  leave(blocks);
}

int main(int argc, char **argv) {
  (void)argv;
  work(argc + 1);
  return 0;
}
