// Intent: where the main thread ended first and the last thread ends the process, what variables hold is alive.
// RUN: %clang_refsan -pthread %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -pthread -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

void **kept;

__attribute__((noinline)) static void lose(void) {
  void *volatile lost = malloc(50);
  lost = NULL;
}

static void *work(void *argument) {
  usleep(50000);
  free(argument);
#ifndef CLEAN
  lose();
#endif
  return NULL;
}

// CHECK: RefSan: 1 lost object (50 bytes)
int main(void) {
  kept = malloc(16);
  *kept = malloc(20);
  pthread_t thread;
  if (pthread_create(&thread, NULL, work, malloc(30)))
    return 2;
  pthread_detach(thread);
  pthread_exit(NULL);
}
