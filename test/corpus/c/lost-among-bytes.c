// corpus: leak class=lost members=1 objects=3 bytes=24
// Commands that were taken out of a row of bytes, which has moved up, were not freed.
#include <stdlib.h>
#include <string.h>

struct command {
  char *name;
  int number;
};

static unsigned char *bytes;
static size_t used;

static void put_command(char kind, int number) {
  struct command command = {strdup("command"), number};
  bytes[used++] = (unsigned char)kind;
  memcpy(bytes + used, &command, sizeof command);
  used += sizeof command;
}

static int take_command(void) {
  struct command command;
  memcpy(&command, bytes + 1, sizeof command);
  used -= 1 + sizeof command;
  memmove(bytes, bytes + 1 + sizeof command, used);
  memset(bytes + used, 0, 1 + sizeof command);
  return command.number;
}

int main(void) {
  int sum = 0;
  bytes = malloc(256);
  for (int i = 0; i < 4; ++i)
    put_command('a', i);
  for (int i = 0; i < 3; ++i)
    sum += take_command();
  return sum != 3;
}
