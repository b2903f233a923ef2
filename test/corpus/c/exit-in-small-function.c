// corpus: leak class=lost members=1 bytes=30
// fixed: clean
// A function so small that compilers put it into its callers ends the program: what these have in variables, and would
// have used again, is alive.
#include <stdlib.h>
#include <string.h>

static void stop_at(int step, int last) {
  if (step == last)
    exit(0);
}

static char *room(size_t size) {
  char *bytes = malloc(size);
  if (!bytes)
    exit(3);
  return bytes;
}

static void stop(void) { exit(0); }
static void (*const at_end)(void) = stop;

static int work(const char *name) {
  char *scratch = room(100), *lost = room(30);
  memcpy(scratch, name, strlen(name) + 1);
  lost[0] = scratch[0];
#ifdef FIXED
  free(lost);
#endif
  lost = room(20);
  for (int i = 0; i < 10; i++) {
    stop_at(i, 8);
    if (i == 7)
      at_end();
    scratch[i] = lost[i] = (char)i;
  }
  int result = scratch[5] + lost[3];
  free(scratch);
  free(lost);
  return result;
}

int main(void) {
  char *name = room(10);
  strcpy(name, "name");
  int result = work(name);
  result += name[0];
  free(name);
  return result;
}
