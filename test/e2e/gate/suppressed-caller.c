// Intent: a rule for one caller leaves out what came about by it, and nothing else of the same line.
// RUN: %clang_refsan %s -o %t
// RUN: echo 'leak:^left$' > %t.supp
// RUN: %exits 23 %env_refsan_opts=suppressions=%t.supp %run %t 2>&1 | FileCheck %s
// RUN: echo 'leak:make_leak' > %t.supp
// RUN: %exits 0 %env_refsan_opts=suppressions=%t.supp %run %t 2>&1 | FileCheck --check-prefix=ALL %s
// RUN: %silent 0 %env_refsan_opts=suppressions=%t.supp:print_suppressions=0 %run %t

#include <stdlib.h>
#include <string.h>

__attribute__((noinline)) static void make_leak(void) {
  char *block = malloc(10);
  memset(block, 1, 10);
}
__attribute__((noinline)) static void left(void) {
  make_leak();
  make_leak();
  __asm__ volatile(""); // no tail call
}
__attribute__((noinline)) static void right(void) {
  make_leak();
  __asm__ volatile("");
}

int main(void) {
  left();
  right();
}
// CHECK: RefSan: 1 lost object (10 bytes)
// CHECK: called from right
// CHECK: suppressed by leak:^left$ ({{.*}}:1): 2 times, 2 objects (20 bytes)
// CHECK: 1 leaked (10 bytes) by 1 other cause, 0 temporary, 2 suppressed
// ALL: RefSan: no leaks
// ALL: suppressed by leak:make_leak ({{.*}}:1): 3 times, 3 objects (30 bytes)
// ALL: 0 leaked (0 bytes), 0 temporary, 3 suppressed
