// Intent: a process that has used up its file descriptors is checked, threads and all: its own limit gives way for
// Intent: that time. Where it is the hard one, too, the check says what is missing.
// RUN: %clang_refsan -pthread %s -o %t
// RUN: %exits 23 %run sh -c 'ulimit -Sn 40; exec "$0"' %t 2>&1 | FileCheck %s
// RUN: %exits 25 %run sh -c 'ulimit -n 40; exec "$0"' %t 2>&1 | FileCheck --check-prefix=HARD %s
// RUN: %clang_refsan -pthread -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run sh -c 'ulimit -Sn 40; exec "$0"' %t-clean
// RUN: %exits 25 %run sh -c 'ulimit -n 40; exec "$0"' %t-clean 2>&1 | FileCheck --check-prefix=HARD %s

#include "refsan/refsan.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static int ends[2];

static void *serve(void *kept) {
  void *volatile own = malloc(70);
  char byte;
  long count = read(ends[0], &byte, 1);
  free(own);
  return count ? kept : NULL;
}

int main(void) {
  pthread_t thread;
  if (pipe(ends) || pthread_create(&thread, NULL, serve, NULL))
    return 2;
  while (open("/dev/null", O_RDONLY) >= 0)
    ;
  char *volatile lost = malloc(50);
#ifdef CLEAN
  free(lost);
#endif
  lost = NULL;
  int found = refsan_check_now();
  if (open("/dev/null", O_RDONLY) >= 0) // the limit is what it was
    return 3;
  return found > 1;
}
// CHECK: RefSan: 1 lost object (50 bytes)
// CHECK: made at {{.*}}no-descriptor-left.c:[[@LINE-11]]:25 in main
// HARD: RefSan: the check failed: the threads cannot be listed, as there is no file descriptor left
