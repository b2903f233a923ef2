// Intent: what a declared allocator returns was made where it was called, for the type that it is used as; else in the allocator.
// RUN: %clang_refsan -DDECLARED %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan %s -o %t-plain
// RUN: %exits 23 %run %t-plain 2>&1 | FileCheck %s --check-prefix=CHECK-PLAIN
// RUN: %clang_refsan -DDECLARED -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdlib.h>

struct heap {
  size_t limit;
};
void *heap_get(struct heap *heap, size_t size);
#ifdef DECLARED
REFSAN_ALLOCATOR(heap_get, 2);
#endif
void *heap_get(struct heap *heap, size_t size) {
  void *block = size < heap->limit ? malloc(size) : NULL;
  if (!block)
    abort();
  return block;
}

struct tree {
  struct tree *left, *right;
  int value;
};

int main(void) {
  struct heap heap = {1000};
  struct tree *root = heap_get(&heap, sizeof(struct tree));
  root->left = root->right = NULL;
  root->value = 1;
#ifdef CLEAN
  free(root);
#endif
  root = NULL;
}
// CHECK: lost 1
// CHECK: tree  24 bytes   made at {{.*}}.c:33:23 in main
// CHECK-PLAIN: lost 1
// CHECK-PLAIN: block  24 bytes   made at {{.*}}.c:20:38 in heap_get
