// Intent: of ten references that a function takes one is not given up on an error path: that line is named, though others
// were taken for a table and given up elsewhere. The object ends with a flexible array.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdlib.h>

typedef struct buffer {
  unsigned refs;
  size_t length;
  char bytes[];
} buffer;
static buffer *buffer_new(size_t length) {
  buffer *b = calloc(1, sizeof *b + length);
  b->refs = 1;
  b->length = length;
  return b;
}
static buffer *buffer_get(buffer *b) { return b->refs++, b; }
static void buffer_put(buffer *b) {
  if (--b->refs == 0)
    free(b);
}
REFSAN_RETAIN(buffer_get, 1);
REFSAN_RELEASE(buffer_put, 1);

struct table {
  buffer *slots[4];
  int used;
};
static void keep(struct table *t, buffer *b) {
  if (t->used < 4)
    t->slots[t->used++] = buffer_get(b);
}
static int process(buffer *b, int i) {
  buffer *mine = buffer_get(b);
#ifndef CLEAN
  if (i == 8)
    return -1;
#endif
  mine->bytes[i] = (char)i;
  buffer_put(mine);
  return 0;
}

int main(void) {
  struct table t = {0};
  buffer *b = buffer_new(32);
  for (int i = 0; i < 10; i++) {
    process(b, i);
    keep(&t, b);
  }
  for (int i = 0; i < t.used; i++)
    buffer_put(t.slots[i]);
  buffer_put(b);
}
// CHECK: RefSan: 1 forgotten reference (48 bytes)
// CHECK: buffer  48 bytes  strong 1
// CHECK: perhaps the one taken at {{.*}}declared-early-return.c:39:
// CHECK-NEXT: buffer *mine = buffer_get(b);
