// Intent: blocks in pages that the program may not read are judged, their sizes among it.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck --implicit-check-not=failed %s
// RUN: %clang_refsan -DCLEAN %s -o %t
// RUN: %silent 0 %run %t

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { kBytes = 400 << 10 }; // from the system by itself, with its size in front of it
static void *kept;

static void *hide(void) {
  char *block = malloc(kBytes);
  mprotect((void *)((uintptr_t)block & -(uintptr_t)getpagesize()), kBytes, PROT_NONE);
  return block;
}

int main(void) {
  kept = hide();
#ifndef CLEAN
  hide();
#endif
  return 0;
}
// CHECK: RefSan: 1 lost object (409600 bytes)
// CHECK: protected-block.c:[[@LINE-13]]:17 in hide
