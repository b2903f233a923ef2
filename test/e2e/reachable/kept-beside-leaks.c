// Intent: an object that only a word on a stack keeps, made where others leaked, is told in a note.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t.clean
// RUN: %silent 0 %run %t.clean
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static volatile int started;

static long *make(void) { return malloc(64); }
static void *work(void *unused) {
  long *mine = make();
  for (started = 1;; ++*mine)
    pause();
  return unused;
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, work, NULL);
  while (!started)
    usleep(100);
  long *lost = make();
  *lost = 1;
#ifdef CLEAN
  free(lost);
#endif
  return 0;
}
// CHECK: lost 1   1 object, 64 bytes
// CHECK: note: 1 object, made at kept-beside-leaks.c:12, is kept only by a word on the stack of thread {{[0-9]+}} in work: others made there leaked
