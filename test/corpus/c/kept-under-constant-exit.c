// corpus: leak class=lost members=1 bytes=30
// fixed: clean
// A function that ends the program or comes back, by its argument: an optimiser that knows the argument could tell that
// it does not come back, but what its callers would use then is in scope.
#include <stdio.h>
#include <stdlib.h>

static char *make(int bytes) {
  char *made = malloc(bytes);
  made[0] = 1;
  return made;
}

static int run(int command) {
  switch (command) {
  case 0:
    printf("ends\n");
    exit(0);
  case 1:
    return 4;
  default:
    return 3;
  }
}

static int work(void) {
  char *parts[4];
  for (int i = 0; i < 4; i++)
    parts[i] = make(i + 1);
  char *name = make(30);
#ifdef FIXED
  free(name);
#endif
  name = make(20);
  int got = run(0);
  for (int i = 0; i < 4; i++)
    free(parts[i]);
  free(name);
  return got;
}

int main(void) {
  char *values = make(40);
  int got = work();
  free(values);
  return got;
}
