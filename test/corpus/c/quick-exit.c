// corpus: leak class=lost members=1 bytes=35
// fixed: clean exit=2
// quick_exit is judged like exit.
#include <stdlib.h>

static void lose(void) {
  char *volatile block = malloc(35);
  block[0] = 1;
#ifdef FIXED
  free(block);
#endif
}

int main(void) {
  lose();
  quick_exit(2);
}
