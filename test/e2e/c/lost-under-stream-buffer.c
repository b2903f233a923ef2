// Intent: the C library's buffer of a stream lies where a block was that is freed; what that pointed to is lost.
// RUN: %clang_refsan -g %s -o %t && not %run %t 2>&1 >%t.out | FileCheck %s
// CHECK: RefSan: 1 lost object (100 bytes)
// RUN: %clang_refsan -g -DCLEAN %s -o %t.clean && %silent 0 %run %t.clean
#include <stdio.h>
#include <stdlib.h>

enum { kRoom = 4096, kWords = kRoom / sizeof(char *) };

__attribute__((noinline)) static void work(void) {
  char **table = malloc(kRoom);
  table[kWords - 1] = malloc(100);
#ifdef CLEAN
  free(table[kWords - 1]);
#endif
  void *after = malloc(16);
  free(table);
  free(after);
}

int main(void) {
  work();
#ifndef CLEAN
  printf("done\n");
#endif
}
