// Intent: __lsan_is_turned_off() turns the check off, which is said in one line, and refused with gate=1.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 3 %run %t 2>&1 | FileCheck %s
// RUN: %exits 26 %env_refsan_opts=gate=1 %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-GATE
// CHECK: RefSan: __lsan_is_turned_off(): leaks are not looked for
// CHECK-GATE: RefSan: __lsan_is_turned_off(), but gate=1: nothing was checked

#include <stdlib.h>
#include <string.h>

int __lsan_is_turned_off(void) { return 1; }

int main(void) {
  memset(malloc(10), 1, 10);
  return 3;
}
