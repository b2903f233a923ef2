//===- zstd_pack.c - messages packed and unpacked -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// zstd_pack MESSAGES: a context each, as programs do that call the simple functions.
//
//===----------------------------------------------------------------------===//

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

enum { kMessage = 24000 };

static void fill(char *text, unsigned seed) {
  static const char *const words[] = {"account ", "order ", "delivered ", "2026-05-",
                                      "pending ", "EUR ",   "customer ",  "\n"};
  size_t used = 0;
  while (used + 16 < kMessage) {
    seed = seed * 1664525 + 1013904223;
    const char *word = words[seed >> 29];
    size_t length = strlen(word);
    memcpy(text + used, word, length);
    used += length;
    used += (size_t)snprintf(text + used, 8, "%u", seed >> 22 & 1023);
  }
  memset(text + used, ' ', kMessage - used);
}

int main(int argc, char **argv) {
  int messages = argc > 1 ? atoi(argv[1]) : 10;
  unsigned long packed_bytes = 0;
  for (int i = 0; i < messages; i++) {
    char *text = malloc(kMessage), *back = malloc(kMessage);
    size_t room = ZSTD_compressBound(kMessage);
    char *packed = malloc(room);
    fill(text, (unsigned)i);
    size_t size = ZSTD_compress(packed, room, text, kMessage, 3);
    if (ZSTD_isError(size) || ZSTD_decompress(back, kMessage, packed, size) != kMessage || memcmp(text, back, kMessage))
      return 1;
    packed_bytes += size;
    free(text);
    free(back);
    free(packed);
  }
  printf("%lu\n", packed_bytes);
  return 0;
}
