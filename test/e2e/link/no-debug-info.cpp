// Intent: a -g0 after refsan.cfg wins: the same verdict, and one line that says what -g would add.
// RUN: %clangxx_refsan -g0 -c %s -o %t.o
// RUN: %clangxx_refsan %t.o -o %t
// RUN: llvm-readelf -S %t.o | FileCheck --check-prefix=SECTIONS %s
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -g0 -DCLEAN %s -o %t
// RUN: %silent 0 %run %t

#include "Inputs/ring.h"

// SECTIONS-NOT: .debug_info
// CHECK: RefSan: 1 reference cycle keeps 2 objects
// CHECK: compiled without -g
// CHECK: 2 leaked
int main() { makeRing(); }
