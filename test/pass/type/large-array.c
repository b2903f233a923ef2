// Intent: a type of more pointers than a table should hold is called incomplete; an array of numbers costs nothing.
// RUN: %clang_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <stdlib.h>
// CHECK: type pointers short pointers size 8000 incomplete
// CHECK: type numbers short numbers size 8008 complete
// CHECK-NEXT: 8000 next: Raw Many
struct pointers {
  void *many[1000];
};
struct numbers {
  long many[1000];
  struct numbers *next;
};
struct pointers *user(void) { return malloc(sizeof(struct pointers)); }
struct numbers *user2(void) { return malloc(sizeof(struct numbers)); }
