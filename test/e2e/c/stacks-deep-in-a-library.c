// Intent: what a library allocates deeper in calls of its own than a context looks is told apart by these calls.
// RUN: %clang_plain -O1 -fomit-frame-pointer -shared -fPIC -DLIBRARY %s -o %t.so && %clang_refsan %s %t.so -o %t
// RUN: env REFSAN_OPTIONS=verify_stacks=1 %run %t 2>&1 | FileCheck %s
// CHECK: stacks: {{[0-9]}} of 60000 allocations have a wrong one
#include <stdlib.h>

#ifdef LIBRARY
#define STEP(name, next)                                                                                               \
  __attribute__((noinline)) void name(int way) {                                                                       \
    if (way & 1) {                                                                                                     \
      __asm__ volatile("nop");                                                                                         \
      next(way >> 1);                                                                                                  \
      __asm__ volatile("nop");                                                                                         \
    } else {                                                                                                           \
      next(way >> 1);                                                                                                  \
      __asm__ volatile("");                                                                                            \
    }                                                                                                                  \
  }
#define STEPS(name, last)                                                                                              \
  STEP(name##_1, last)                                                                                                 \
  STEP(name##_2, name##_1)                                                                                             \
  STEP(name##_3, name##_2) STEP(name##_4, name##_3) STEP(name##_5, name##_4) STEP(name, name##_5)
__attribute__((noinline)) static void allocate(int way) {
  void *made = malloc(16 + way);
  __asm__ volatile("" : "+r"(made));
  free(made);
}
STEPS(inner, allocate)
STEPS(middle, inner)
STEPS(outer, middle)
STEPS(outermost, outer)
STEPS(work, outermost)
#else
void work(int way);
int main(void) {
  for (int i = 0; i < 60000; i++)
    work((i / 7 % 16) << 20);
}
#endif
