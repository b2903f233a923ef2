// Intent: full LTO: every module is instrumented once, before it.
// REQUIRES: lto
// RUN: %clangxx_refsan -flto %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -flto -DCLEAN %s -o %t
// RUN: %silent 0 %run %t

#include "Inputs/ring.h"

int main() { makeRing(); }
// CHECK: RefSan: 1 reference cycle keeps 2 objects
// CHECK: Node
// CHECK: 2 leaked
