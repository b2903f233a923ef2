// Intent: linked with LeakSanitizer or AddressSanitizer, a program does not pass as clean, and says why.
// RUN: %clang_refsan -c %s -o %t.o
// RUN: %clang_refsan -fsanitize=leak %t.o -o %t
// RUN: %exits 25 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -fsanitize=address %t.o -o %t
// RUN: %exits 25 %run %t 2>&1 | FileCheck %s --check-prefix=CHECK-ADDRESS
// RUN: %clang_refsan %t.o -o %t
// RUN: %silent 0 %run %t
// CHECK: RefSan: the check cannot run together with LeakSanitizer: build without -fsanitize=leak
// CHECK-ADDRESS: RefSan: the check cannot run together with AddressSanitizer: build without -fsanitize=address

int main(void) { return 0; }
