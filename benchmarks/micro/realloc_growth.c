//===- realloc_growth.c - buffers that grow -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// realloc_growth BUFFERS: grown byte count by byte count, as a reader of lines does.
//
//===----------------------------------------------------------------------===//

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  long buffers = argc > 1 ? atol(argv[1]) : 0;
  unsigned long sum = 0;
  for (long i = 0; i < buffers; i++) {
    char *text = NULL;
    size_t used = 0, room = 0, wanted = 64 + (size_t)(i % 61) * 64;
    while (used < wanted) {
      if (room - used < 16) {
        room = room ? room + room / 2 : 16;
        char *bigger = realloc(text, room);
        if (!bigger)
          return 1;
        text = bigger;
      }
      memset(text + used, (int)i, 16 < room - used ? 16 : room - used);
      used += 16 < room - used ? 16 : room - used;
    }
    sum += (unsigned char)text[used - 1] + room;
    free(text);
  }
  printf("%lu\n", sum);
  return 0;
}
