// Intent: a runner calls one test after the other by pointer, each of which allocates by the same functions at the same
// depth: whose allocation it is is told apart, though there are many thousands of stacks.
// RUN: %clang_refsan %s -o %t && env REFSAN_OPTIONS=verify_stacks=1 %run %t 2>&1 | FileCheck %s
// CHECK: stacks: {{[0-9]}} of 73728 allocations have a wrong one
#include <stdlib.h>

__attribute__((noinline)) static void *make(int size) {
  void *made = malloc(size);
  __asm__ volatile("");
  return made;
}
__attribute__((noinline)) static void parse(int size) {
  free(make(size));
  __asm__ volatile("");
}
__attribute__((noinline)) static void check(int size) {
  parse(size);
  __asm__ volatile("");
}

#define EIGHT(WHAT) WHAT WHAT WHAT WHAT WHAT WHAT WHAT WHAT
#define TEST(name)                                                                                                     \
  static void name(void) { EIGHT(EIGHT(check(8); check(16); parse(8);)) }
#define TESTS(name)                                                                                                    \
  TEST(name##_0)                                                                                                       \
  TEST(name##_1) TEST(name##_2) TEST(name##_3) TEST(name##_4) TEST(name##_5) TEST(name##_6) TEST(name##_7)
TESTS(a)
TESTS(b)
TESTS(c)
TESTS(d)
#define NAMES(name) name##_0, name##_1, name##_2, name##_3, name##_4, name##_5, name##_6, name##_7
static void (*const tests[])(void) = {NAMES(a), NAMES(b), NAMES(c), NAMES(d)};

__attribute__((noinline)) static void run(int test) {
  tests[test]();
  __asm__ volatile("");
}

int main(void) {
  for (int round = 0; round < 12; round++)
    for (int test = 0; test < 32; test++)
      run(test);
}
