// Intent: with ThreadSanitizer, which checks cannot run beside, a program does not pass as clean; detect_leaks=0 is accepted.
// RUN: %clang_refsan -fsanitize=thread %s -o %t
// RUN: %exits 25 %run %t 2>&1 | FileCheck %s
// RUN: env REFSAN_OPTIONS=detect_leaks=0 %exits 0 %run %t
// CHECK: the check cannot run together with ThreadSanitizer

int main(void) { return 0; }
