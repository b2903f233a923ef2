// Intent: whoever asks such a function for a block and frees it is silent.
// RUN: %clang_refsan %s -o %t
// RUN: %silent 0 %run %t

#include <stdlib.h>
#include <string.h>

static void *xmalloc(size_t size) {
  void *block = malloc(size);
  if (!block)
    abort();
  return block;
}

static char *xstrdup(const char *text) {
  char *copy = xmalloc(strlen(text) + 1);
  return strcpy(copy, text);
}

static char load_config(const char *name) {
  char *config = xstrdup(name), first = config[0];
  free(config);
  return first;
}

static char open_session(const char *name) {
  char *session = xstrdup(name), first = session[0];
  free(session);
  return first;
}

int main(void) {
  int sum = 0;
  for (int i = 0; i < 3; ++i)
    sum += load_config("configuration");
  for (int i = 0; i < 2; ++i)
    sum += open_session("session");
  return sum == 3 * 'c' + 2 * 's' ? 0 : 1;
}
