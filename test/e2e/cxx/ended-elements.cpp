// Intent: plain pointers that a container, an optional or a variant of libstdc++ holds no more keep nothing, though they are in its room still.
// RUN: %clangxx_refsan -std=c++17 %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -std=c++17 -g0 %s -o %t-g0
// RUN: %exits 23 %run %t-g0 2>&1 | FileCheck %s --check-prefix=CHECK-G0
// RUN: %clangxx_refsan -std=c++17 -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean
// CHECK: RefSan: 11 lost objects
// CHECK-G0: RefSan: 10 lost objects

#include "Inputs/ended-elements.h"
