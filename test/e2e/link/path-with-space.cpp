// Intent: refsan.cfg and what it names may lie in a folder with a space in its name.
// RUN: rm -rf "%t dir" && mkdir "%t dir" && cp %build/refsan.cfg "%t dir" && ln -s %build/lib "%t dir/lib"
// RUN: %clangxx_plain "--config=%t dir/refsan.cfg" %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_plain "--config=%t dir/refsan.cfg" -DCLEAN %s -o %t
// RUN: %silent 0 %run %t

#include "Inputs/ring.h"

int main() { makeRing(); }
// CHECK: RefSan: 1 reference cycle keeps 2 objects
