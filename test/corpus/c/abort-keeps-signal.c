// corpus: clean signal=SIGABRT
// policy: A program that dies of a signal keeps it; nothing is checked.
#include <stdlib.h>

static void lose(void) {
  char *volatile block = malloc(35);
  block[0] = 1;
}

int main(void) {
  lose();
  abort();
}
