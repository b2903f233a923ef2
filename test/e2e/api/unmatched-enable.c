// Intent: enabling a thread that is not disabled is an error, not a silent change of the verdict.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 24 %run %t 2>&1 | FileCheck %s
// CHECK: RefSan: refsan_enable() or __lsan_enable() without a call to disable before it on this thread

#include <refsan/refsan.h>

int main(void) { refsan_enable(); }
