// Intent: what the thread library left on a stack when its thread ended keeps nothing alive in a thread of C11 that gets it.
// RUN: %clang_plain -O1 -c %S/Inputs/waits.c -o %t.o
// RUN: %clang_refsan -pthread %s %t.o -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -pthread -static %s %t.o -o %t-static
// RUN: %exits 23 %run %t-static 2>&1 | FileCheck %s
// RUN: %clang_refsan -pthread -DCLEAN %s %t.o -o %t-clean
// RUN: %silent 0 %run %t-clean
#include <malloc.h>
#include <threads.h>
#include <stdlib.h>
#include <unistd.h>

void *wait_for_ever(void *); // never returns

// The library frees `small` once more when the thread ends, out of its cache.
static int make_and_free(void *arg) {
  void *large = malloc(2000), *small = malloc(100);
  free(small);
  free(large);
  return arg != NULL;
}

// CHECK: RefSan: 1 lost object (8000 bytes)
// CHECK: made at {{.*}}reused-stack-c11.c:[[#@LINE+1]]
static void lose(void) { ((char volatile *)malloc(8000))[0] = 1; }

int main(void) {
  mallopt(M_ARENA_MAX, 1);
  thrd_t thread;
  thrd_create(&thread, make_and_free, NULL);
  thrd_join(thread, NULL);
#ifndef CLEAN
  lose(); // lies where `small` did
#endif
  void *kept = malloc(24); // only the thread's argument
  thrd_create(&thread, (int (*)(void *))(void *)wait_for_ever, kept);
  kept = NULL;
  usleep(50000);
  return 0;
}
