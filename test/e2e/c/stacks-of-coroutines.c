// Intent: coroutines with stacks of their own that allocate by two ways to one place: each allocation has the stack of its way.
// RUN: %clang_refsan %s -o %t && env REFSAN_OPTIONS=verify_stacks=1 %run %t 2>&1 | FileCheck %s
#include <stdlib.h>
#include <ucontext.h>

enum { kCoroutines = 8, kRounds = 1500, kStack = 64 << 10 };
static ucontext_t scheduler, coroutines[kCoroutines];
static void *volatile kept;

__attribute__((noinline)) static void work(int step) {
  kept = malloc(16 + step % 3);
  free(kept);
}
__attribute__((noinline)) static void nearly(int step) {
  if (step >= 0)
    work(step);
}
__attribute__((noinline)) static void one(int step) {
  nearly(step);
  kept = NULL;
}
__attribute__((noinline)) static void other(int step) {
  nearly(step);
  kept = NULL;
}
__attribute__((noinline)) static void deeper(int depth) {
  if (depth) {
    deeper(depth - 1);
    kept = NULL;
  } else {
    one(depth);
    other(depth);
  }
}

static void body(int number) {
  for (int step = 0;; step++) {
    one(step);
    other(step);
    if (step % 3 == number % 3)
      deeper(step % 10);
    swapcontext(&coroutines[number], &scheduler);
  }
}

int main(void) {
  static void *stacks[kCoroutines];
  for (int i = 0; i < kCoroutines; i++) {
    getcontext(&coroutines[i]);
    stacks[i] = malloc(kStack);
    coroutines[i].uc_stack.ss_sp = stacks[i];
    coroutines[i].uc_stack.ss_size = kStack;
    coroutines[i].uc_link = &scheduler;
    makecontext(&coroutines[i], (void (*)(void))body, 1, i);
  }
  for (int round = 0; round < kRounds; round++)
    for (int i = 0; i < kCoroutines; i++)
      swapcontext(&scheduler, &coroutines[i]);
  // CHECK: stacks: 0 of {{3[0-9]+}} allocations have a wrong one
}
