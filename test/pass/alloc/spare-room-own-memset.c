// Intent: a program that has a memset of its own is compiled, and clears blocks by it.
// RUN: %clang_refsan -O0 -g -fno-builtin -S -emit-llvm %s -o - | FileCheck %s
#include <stdlib.h>

void *memset(void *to, int byte, size_t count) {
  for (size_t i = 0; i < count; i++)
    ((char *)to)[i] = (char)byte;
  return to;
}

// CHECK: define {{.*}}@allocated
// CHECK: call ptr @memset({{.*}}, !dbg
void *allocated(void) { return malloc(16); }
