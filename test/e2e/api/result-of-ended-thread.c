// Intent: what a thread has returned is kept until it is joined; after main nobody joins it.
// RUN: %clang_refsan -pthread %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -pthread -DJOINED %s -o %t.joined
// RUN: %silent 0 %run %t.joined

#include <pthread.h>
#include <refsan/refsan.h>
#include <stdlib.h>
#include <unistd.h>

static void *make(void *arg) { return malloc(sizeof arg); }

int main(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, make, NULL);
  usleep(100000);
  if (refsan_check_now() != 0)
    return 3;
  // CHECK: RefSan: 1 lost object (8 bytes)
#ifdef JOINED
  void *result;
  pthread_join(thread, &result);
  free(result);
#endif
  return 0;
}
