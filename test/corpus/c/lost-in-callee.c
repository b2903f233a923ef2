// corpus: leak class=lost members=1 bytes=64 line=8
// fixed: clean
// The pointer only ever lived in a callee's frame, through an out parameter, a struct and an array.
#include <stdlib.h>

struct slot { char *data; };
static void make(struct slot *slot) {
  slot->data = malloc(64);
  slot->data[0] = 1;
}
static int pass(struct slot slot) {
  char *copies[4] = {slot.data, slot.data, NULL, slot.data};
  char **volatile where = copies;
  int sum = 0;
  for (int i = 0; i < 4; i++)
    sum += where[i] ? where[i][0] : 0;
  return sum;
}

static int work(void) {
  struct slot slot;
  make(&slot);
  int sum = pass(slot);
#ifdef FIXED
  free(slot.data);
#endif
  return sum;
}

int main(void) { return work() != 3; }
