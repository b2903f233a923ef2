// Intent: C alone has one family: whatever the C library made is given to free, silently.
// RUN: %clang_refsan %s -o %t
// RUN: %silent 0 %run %t

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
  char *line = NULL, *text = NULL;
  size_t room = 0;
  FILE *file = fopen("/proc/self/comm", "r");
  if (!file || getline(&line, &room, file) < 0 || asprintf(&text, "%s", line) < 0)
    return 1;
  fclose(file);
  free(line);
  free(text);
  free(strndup("text", 2));
  free(realpath("/", NULL));
  void *aligned = NULL;
  if (posix_memalign(&aligned, 64, 64))
    return 1;
  free(aligned);
  free(reallocarray(NULL, 3, 5));
}
