// Intent: types that point to each other end: a pointer's target is not part of the type.
// RUN: %clang_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <stdlib.h>
// CHECK: type a short a size 16 complete
// CHECK-NEXT: 0 other: Raw Many
// CHECK-NEXT: 8 self: Raw Many
struct b;
struct a {
  struct b *other;
  struct a *self;
};
struct b {
  struct a *other;
};
struct a *user(void) { return malloc(sizeof(struct a)); }
