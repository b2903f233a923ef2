// corpus: clean
// Pointers are copied into rows of bytes, one behind the other, at whatever place comes next.
#include <stdlib.h>
#include <string.h>

struct command {
  char *name;
  int number;
};

static char one[32];
static struct {
  unsigned char *bytes;
  size_t used;
} queue;

static void put(const void *bytes, size_t size) {
  memcpy(queue.bytes + queue.used, bytes, size);
  queue.used += size;
}

static void put_command(char kind, int number) {
  struct command command = {strdup("command"), number};
  put(&kind, 1);
  memcpy(queue.bytes + queue.used, &command, sizeof command);
  queue.used += sizeof command;
}

int main(void) {
  void *block = malloc(100);
  memcpy(one + 3, &block, sizeof block);
  block = NULL;
  queue.bytes = malloc(256);
  for (int i = 0; i < 4; ++i)
    put_command('a', i);
  return 0;
}
