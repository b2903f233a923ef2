// Intent: plain pointers that a container, an optional or a variant of libc++ holds no more keep nothing, though they are in its room still.
// REQUIRES: libcxx
// RUN: %clangxx_refsan -std=c++17 -stdlib=libc++ %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -std=c++17 -stdlib=libc++ -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean
// CHECK: RefSan: 11 lost objects

#include "Inputs/ended-elements.h"
