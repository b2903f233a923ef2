// Intent: a program and a shared library that it links, both instrumented, have one runtime and one report.
// RUN: %clangxx_refsan -DLIBRARY -shared -fPIC %s -o %t.so
// RUN: %clangxx_refsan %s %t.so -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck --implicit-check-not=RefSan: %s
// RUN: %clangxx_refsan -DLIBRARY -DCLEAN -shared -fPIC %s -o %t.so
// RUN: %silent 0 %run %t

#include "Inputs/ring.h"

#ifdef LIBRARY
void makeRingInLibrary() { makeRing(); }
#else
void makeRingInLibrary();
int main() { makeRingInLibrary(); }
#endif
// CHECK: RefSan: 1 reference cycle keeps 2 objects
