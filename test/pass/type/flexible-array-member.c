// Intent: a flexible array member with pointers leaves the type incomplete (flag 2 not set); one without does not.
// RUN: %clang_refsan -O0 -S -emit-llvm %s -o - | FileCheck %s
#include <stdlib.h>
struct dir { long count; struct dir *kids[]; };
struct text { struct text *next; char bytes[]; };

void user(void) {
  // CHECK: @__refsan_type{{[.0-9]*}} = {{.*}} { ptr [[DIR:@__refsan_str[.0-9]*]], ptr [[DIR]], ptr null, i64 8, i32 0, i32 0, i16 0, i16 0, i32 0 }
  // CHECK: [[DIR]] = {{.*}} c"dir\00"
  struct dir *d = malloc(sizeof *d);
  // CHECK: @__refsan_type{{[.0-9]*}} = {{.*}} { ptr [[TEXT:@__refsan_str[.0-9]*]], ptr [[TEXT]], ptr @__refsan_fields{{[.0-9]*}}, i64 8, i32 1, i32 0, i16 2, i16 0, i32 0 }
  // CHECK: [[TEXT]] = {{.*}} c"text\00"
  struct text *t = malloc(sizeof *t);
  (void)d, (void)t;
}
