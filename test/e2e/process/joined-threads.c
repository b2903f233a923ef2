// Intent: what the thread library keeps of threads that ended is no leak, in a static executable neither.
// RUN: %clang_refsan -pthread %s -o %t
// RUN: %silent 0 %run %t
// RUN: %clang_refsan -pthread -static %s -o %t-static
// RUN: %silent 0 %run %t-static
// RUN: %clang_refsan -pthread -static -DLEAK %s -o %t-leaking
// RUN: %exits 23 %run %t-leaking 2>&1 | FileCheck %s
// REQUIRES: static
#include <pthread.h>
#include <stdlib.h>
#include <threads.h>

static pthread_key_t key;
static __thread char *own;

static void *work(void *unused) {
  pthread_setspecific(key, malloc(90));
  own = malloc(70); // CHECK: 1 object, 70 bytes, found 3 times
  own[0] = 1;
#ifndef LEAK
  free(own);
#endif
  return unused;
}
static int give(void *number) { return *(int *)number; }

int main(void) {
  pthread_t thread;
  pthread_key_create(&key, free);
  for (int i = 0; i < 3; i++) {
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
  }
  thrd_t other;
  int number = -7, result = 0;
  if (thrd_create(&other, give, &number) != thrd_success || thrd_join(other, &result) != thrd_success)
    return 1;
  return result == number ? 0 : 2;
}
// CHECK: 3 leaked (210 bytes)
