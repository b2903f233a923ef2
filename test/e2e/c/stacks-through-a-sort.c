// Intent: a comparison that allocates is called by the C library's sort, which has no frame pointers: who sorts is told apart all the same.
// RUN: %clang_refsan %s -o %t && env REFSAN_OPTIONS=verify_stacks=1 %run %t 2>&1 | FileCheck %s
#include <stdlib.h>

static void *volatile kept;

__attribute__((noinline)) static int work(int left, int right) {
  kept = malloc(16);
  free(kept);
  return left - right;
}
static int compare(const void *left, const void *right) {
  int order = work(*(const int *)left, *(const int *)right);
  kept = NULL;
  return order;
}
__attribute__((noinline)) static void sort(int *numbers, int count) {
  qsort(numbers, count, sizeof(int), compare);
  kept = NULL;
}
__attribute__((noinline)) static void one(int *numbers) {
  sort(numbers, 8);
  kept = NULL;
}
__attribute__((noinline)) static void other(int *numbers) {
  sort(numbers, 8);
  kept = NULL;
}

int main(void) {
  for (int i = 0; i < 3000; i++) {
    int numbers[8];
    for (int k = 0; k < 8; k++)
      numbers[k] = (i * 7 + k * 5) % 11;
    if (i % 7 < 3)
      one(numbers);
    else
      other(numbers);
  }
  // CHECK: stacks: {{[01]}} of {{[45][0-9]+}} allocations have a wrong one
}
