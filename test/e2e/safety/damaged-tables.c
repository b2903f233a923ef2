// Intent: a program that overwrites what RefSan keeps ends with 25 and a message: neither silence, nor a hang, nor a signal.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 25 %env_refsan_opts=stop_timeout_ms=500:check_timeout_ms=20000 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t.clean
// RUN: %silent 0 %run %t.clean
// CHECK: RefSan: {{the check failed: .*|internal error: .*}}
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { kPage = 4096, kStep = 1 << 16 };
static char text[1 << 20];
static unsigned char resident[kStep];
static void *kept[1000];

static void readAll(const char *path) {
  int fd = open(path, O_RDONLY);
  for (ssize_t size = 0, got; (got = read(fd, text + size, sizeof text - 1 - size)) > 0; size += got)
    text[size + got] = 0;
  close(fd);
}

static void damage(char *begin, char *end) {
  for (; begin < end; begin += (size_t)kStep * kPage) {
    size_t pages = (end - begin) / kPage < kStep ? (end - begin) / kPage : kStep;
    mincore(begin, pages * kPage, resident);
    for (size_t i = 0; i < pages; i++)
      for (uint64_t *word = (uint64_t *)(begin + i * kPage), *last = word + kPage / 8; resident[i] & 1 && word < last; word++)
        *word = *word ? *word ^ 0x5555555555 : 0;
  }
}

int main(void) {
  for (int i = 0; i < 1000; i++)
    kept[i] = malloc(i);
  readAll("/proc/self/smaps");
  unsigned long begin = 0, end = 0; // of the mapping that the lines are about
  for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
    unsigned long from, to;
    if (sscanf(line, "%lx-%lx rw", &from, &to) == 2) {
      begin = from;
      end = to;
    }
#ifndef CLEAN
    if (strncmp(line, "VmFlags:", 8) == 0 && strstr(line, " nr ")) // no reserve: RefSan's
      damage((char *)begin, (char *)end);
#endif
  }
  return 0;
}
