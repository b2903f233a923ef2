// corpus: leak class=lost members=1 bytes=50
// A structure passed by value leaves copies in frames that others lie over when exit is called.
#include <stdlib.h>

struct record {
  char *text, *more[3];
};
static volatile int sink;

static void use(struct record record) { sink = record.text[0]; }

static void lose(void) {
  struct record record = {malloc(50), {0}};
  record.text[0] = 1;
  use(record);
}

static void end(int depth) {
  struct record records[4];
  if (depth > 5)
    exit(0);
  end(depth + 1);
  records[0].text = 0;
  __asm__ volatile("" : : "r"(records));
}

int main(void) {
  lose();
  end(0);
}
