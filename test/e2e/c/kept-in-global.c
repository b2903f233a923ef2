// Intent: what a global, a static and a local of main at exit() hold is alive, and the program's exit code is its own.
// RUN: %clang_refsan %s -o %t
// RUN: %silent 7 %run %t

#include <stdlib.h>
#include <string.h>

char *global;

static void remember(const char *text) {
  static char *last;
  last = strdup(text);
  global[0] = last[0];
}

int main(void) {
  global = malloc(100);
  remember("kept");
  char *local = malloc(10);
  local[0] = global[0];
  exit(local[0] == 'k' ? 7 : 1);
}
