// Intent: code compiled for a sanitizer with a heap of its own is an error that says what to do.
// RUN: %exits 1 %clang_refsan -fsanitize=address -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: %exits 1 %clang_refsan -fsanitize=memory -c %s -o %t.o 2>&1 | FileCheck %s --check-prefix=CHECK-MEMORY
// RUN: %clang_refsan %s -o %t
// RUN: %silent 0 %run %t
// CHECK: error: RefSan cannot work together with -fsanitize=address: {{.*}}Build the program twice
// CHECK-MEMORY: error: RefSan cannot work together with -fsanitize=memory

int main(void) { return 0; }
