// Intent: what allocate_shared makes from a memory resource is a counted object (libc++).
// REQUIRES: libcxx
// RUN: %clangxx_refsan -std=c++20 -stdlib=libc++ %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -std=c++20 -stdlib=libc++ -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include "Inputs/pmr-shared.h"

// CHECK: RefSan: 1 reference cycle keeps 3 objects
// CHECK: Net {{.*}}strong 1, weak 0
// CHECK: nodes[0] holds the next object {{ *}}taken at {{.*}}pmr-shared.h:34:
// CHECK: Node {{.*}}strong 1, weak 0
// CHECK: net holds the first object {{ *}}taken at {{.*}}pmr-shared.h:33:
