// Intent: a struct or union without a tag is called by its typedef.
// RUN: %clang_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <stdlib.h>
typedef struct {
  char *name;
  int age;
} person;
typedef union {
  char *text;
  long number;
} value;
// CHECK: type person short person size 16 complete
// CHECK: type value short value size 8 complete
person *new_person(void) { return malloc(sizeof(person)); }
value *new_value(void) { return malloc(sizeof(value)); }
