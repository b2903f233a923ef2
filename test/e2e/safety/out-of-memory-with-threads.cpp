// Intent: without memory to stop other threads, what they hold is not called lost.
// REQUIRES: python3
// RUN: %clangxx_refsan -pthread %s -o %t
// RUN: %env_refsan_opts=symbolize=0:color=never %fail_mappings 0,25 %t | FileCheck %s
// CHECK: {{[0-9]+}} mappings refused
// CHECK-NEXT: {{[0-9]+}} mappings refused, each with all that follow
#include <cstdlib>
#include <pthread.h>
#include <unistd.h>

static void *hold(void *ready) {
  char *volatile mine = static_cast<char *>(malloc(77));
  mine[0] = 1;
  *static_cast<volatile int *>(ready) = 1;
  for (;;) {
    pause();
    mine[0]++;
  }
}

int main() {
  for (int i = 0; i < 3; i++) {
    volatile int ready = 0;
    pthread_t thread;
    pthread_create(&thread, nullptr, hold, const_cast<int *>(&ready));
    while (!ready)
      usleep(100);
  }
  return 0;
}
