// corpus: clean
// exit in a function called: what main keeps in a register meanwhile is alive.
#include <stdlib.h>

static volatile int yes = 1, sink;

__attribute__((noinline)) static void end(void) {
  if (yes)
    exit(0);
}

__attribute__((noinline)) static void use(char *block) {
  block[0] = 1;
  sink = block[0];
}

int main(void) {
  char *block = malloc(10);
  use(block);
  end();
  use(block);
  free(block);
}
