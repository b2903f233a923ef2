// Intent: what the C library allocates for the program has the right stacks, though its code uses the frame pointer's
// register for other things, also for addresses that look like frames.
// RUN: %clang_refsan %s -o %t && env REFSAN_OPTIONS=verify_stacks=1 %run %t 2>&1 | FileCheck %s
// CHECK: stacks: {{[01]}} of {{[0-9]+}} allocations have a wrong one

#define _GNU_SOURCE
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void allocate(int what) {
  char *text = NULL;
  size_t size = 0;
  switch (what % 4) {
  case 0:
    free(strdup("text"));
    break;
  case 1:
    if (asprintf(&text, "%d of %s", what, "these") > 0)
      free(text);
    break;
  case 2: {
    FILE *stream = open_memstream(&text, &size);
    fprintf(stream, "%d", what);
    fclose(stream);
    free(text);
    break;
  }
  case 3: {
    iconv_t conversion = iconv_open("ISO-8859-1", "UTF-8");
    if (conversion != (iconv_t)-1)
      iconv_close(conversion);
    break;
  }
  }
}

#define PLACE(name)                                                                                                    \
  __attribute__((noinline)) static void name##_once(int what) {                                                        \
    allocate(what);                                                                                                    \
    __asm__ volatile("");                                                                                              \
  }                                                                                                                    \
  __attribute__((noinline)) static void name##_twice(int what) {                                                       \
    name##_once(what);                                                                                                 \
    name##_once(what + 1);                                                                                             \
    __asm__ volatile("");                                                                                              \
  }
PLACE(here)
PLACE(there)

int main(void) {
  for (int i = 0; i < 2000; i++) {
    here_twice(i);
    there_twice(i);
    if (i % 3)
      here_once(i);
  }
}
