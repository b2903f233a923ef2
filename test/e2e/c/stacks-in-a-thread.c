// Intent: stacks of a thread that differ far up only are told apart, too: what it began with is where they end.
// RUN: %clang_refsan -pthread %s -o %t && env REFSAN_OPTIONS=verify_stacks=1 %run %t 2>&1 | FileCheck %s
#include <pthread.h>
#include <stdlib.h>

enum { kRounds = 40000 };
static void *volatile kept;

__attribute__((noinline)) static void work(void) {
  kept = malloc(16);
  free(kept);
}
__attribute__((noinline)) static void nearly(int go) {
  if (go)
    work();
}
__attribute__((noinline)) static void far(int go) {
  if (go)
    nearly(go);
}
__attribute__((noinline)) static void one(int go) {
  if (go)
    far(go);
}
__attribute__((noinline)) static void other(int go) {
  if (go)
    far(go);
}

static void *begin(void *unused) {
  for (int i = 1; i <= kRounds; i++) {
    one(i);
    if (i % 3)
      other(i);
  }
  return unused;
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, begin, NULL);
  pthread_join(thread, NULL);
  // CHECK: stacks: {{[0-9]}} of {{6[0-9]+}} allocations have a wrong one
}
