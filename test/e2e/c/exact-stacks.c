// Intent: two stacks that differ only far from the allocation are told apart each time when asked for, and it can be asked how many are not.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %env_refsan_opts=exact_stacks=1:log_format=json %run %t 2>&1 | FileCheck %s
// RUN: %exits 23 %env_refsan_opts=verify_stacks=1 %run %t 2>&1 | FileCheck %s --check-prefix=VERIFY
// RUN: %clang_refsan %s -DFIXED -o %t.fixed
// RUN: %silent 0 %env_refsan_opts=exact_stacks=1 %run %t.fixed
// VERIFY: stacks: {{[0-9]+}} of {{[0-9]+}} allocations have a wrong one

#include <stdlib.h>

#define NOINLINE __attribute__((noinline))
static volatile unsigned long escaped;

NOINLINE static void *first(void) { return malloc(40); }
NOINLINE static void *second(void) {
  void *block = first();
  escaped = (unsigned long)block * 2;
  return block;
}
NOINLINE static void *third(void) {
  void *block = second();
  escaped = (unsigned long)block * 2;
  return block;
}
NOINLINE static void keeps(void) {
  void *block = third();
  escaped = (unsigned long)block * 2;
#ifdef FIXED
  free(block);
#endif
}
NOINLINE static void frees(void) {
  void *block = third();
  escaped = (unsigned long)block * 2;
  free(block);
}

// CHECK: "class":"lost"
// CHECK-SAME: "times":300,
// CHECK-SAME: "function":"third"
// CHECK-SAME: "function":"keeps"
// CHECK-NOT: "function":"frees"
int main(void) {
  for (int i = 0; i < 300; ++i) {
    frees();
    keeps();
  }
  return 0;
}
