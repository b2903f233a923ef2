// corpus: leak class=lost findings=2 members=1
// exit in main, when the blocks of the only variables that had the pointers have ended.
#include <stdlib.h>

int main(void) {
  {
    char *once = malloc(33);
    once[0] = 1;
  }
  for (int i = 0; i < 3; i++) {
    char *again = malloc(40);
    again[0] = 1;
  }
  exit(0);
}
