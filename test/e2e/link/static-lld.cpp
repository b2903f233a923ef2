// Intent: a static executable linked by lld.
// REQUIRES: static, lld
// RUN: %clangxx_refsan -static -fuse-ld=lld %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -static -fuse-ld=lld -DCLEAN %s -o %t
// RUN: %silent 0 %run %t

#include "Inputs/ring.h"

int main() { makeRing(); }
// CHECK: RefSan: 1 reference cycle keeps 2 objects
// CHECK: Node
// CHECK: 2 leaked
