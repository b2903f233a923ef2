// corpus: leak class=lost members=1 bytes=120
// fixed: clean
// getline's buffer is the caller's, at the end of the file too.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

static int count(FILE *file) {
  char *line = NULL;
  size_t size = 0;
  int lines = 0;
  while (getline(&line, &size, file) >= 0)
    lines++;
#ifdef FIXED
  free(line);
#endif
  return lines;
}

int main(void) {
  char text[] = "one\ntwo\nthree\n";
  FILE *file = fmemopen(text, sizeof(text) - 1, "r");
  int lines = count(file);
  fclose(file);
  return lines != 3;
}
