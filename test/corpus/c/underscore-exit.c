// corpus: clean exit=9 unchecked
// policy: _exit ends the process at once, without a check (check_underscore_exit=1 asks for one).
#include <stdlib.h>
#include <unistd.h>

static void lose(void) {
  char *volatile block = malloc(35);
  block[0] = 1;
}

int main(void) {
  lose();
  _exit(9);
}
