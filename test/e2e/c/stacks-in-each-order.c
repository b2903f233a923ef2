// Intent: two functions that call each other in all orders have stacks that differ far up only: they are told apart.
// RUN: %clang_refsan %s -o %t && env REFSAN_OPTIONS=verify_stacks=1 %run %t 2>&1 | FileCheck %s
#include <stdlib.h>

enum { kBits = 13 };
static void *volatile kept;

static void zero(unsigned path, int left);
static void one(unsigned path, int left);

__attribute__((noinline)) static void work(void) {
  kept = malloc(16);
  free(kept);
}
static void step(unsigned path, int left) {
  if (!left)
    work();
  else if (path >> (left - 1) & 1)
    one(path, left - 1);
  else
    zero(path, left - 1);
}
__attribute__((noinline)) static void zero(unsigned path, int left) { step(path, left); }
__attribute__((noinline)) static void one(unsigned path, int left) { step(path, left); }

int main(void) {
  for (int round = 0; round < 4; round++)
    for (unsigned path = 0; path < 1u << kBits; path++)
      step(path, kBits);
  // CHECK: stacks: {{[0-9]}} of {{3[0-9]+}} allocations have a wrong one
}
