// corpus: clean exit=9
// A function of the program's that never comes back: the locals of its callers are alive.
#include <stdlib.h>
#include <string.h>

static void die(const char *why) {
  char *message = strdup(why);
  exit((int)strlen(message));
}

static void work(char **names) {
  char *own = malloc(9);
  strcpy(own, "abc");
  names[2] = own;
  die("on demand");
}

int main(void) {
  char *names[200];
  memset(names, 0, sizeof(names));
  names[0] = malloc(3);
  char *other = malloc(5);
  other[0] = 0;
  work(names);
  free(other);
  free(names[0]);
}
