// Intent: one function makes the objects of all classes and knows their base alone: each is what its caller takes it for.
// RUN: %clang_refsan %s -o %t -mllvm -refsan-protocols=%S/Inputs/base.protocols
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean -mllvm -refsan-protocols=%S/Inputs/base.protocols
// RUN: %silent 0 %run %t-clean

#include <stdlib.h>

struct class {
  size_t size;
  void (*destroy)(void *);
};
struct base {
  const struct class *class;
  int refs;
};
struct base *base_retain(struct base *b) {
  b->refs++;
  return b;
}
void base_release(struct base *b) {
  if (!b || --b->refs)
    return;
  b->class->destroy(b);
  free(b);
}
static struct base *make(const struct class *class) {
  struct base *b = calloc(1, class->size);
  b->class = class;
  b->refs = 1;
  return b;
}

struct group {
  struct base base;
  struct base *inside[2];
};
struct leaf {
  struct base base;
  double weight;
  struct base *around;
};
static void group_destroy(void *object) {
  struct group *group = object;
  base_release(group->inside[0]);
  base_release(group->inside[1]);
}
static void leaf_destroy(void *object) { base_release(((struct leaf *)object)->around); }
static const struct class group_class = {sizeof(struct group), group_destroy};
static const struct class leaf_class = {sizeof(struct leaf), leaf_destroy};

int main(void) {
  struct group *group = (struct group *)make(&group_class);
  struct leaf *leaf = (struct leaf *)make(&leaf_class);
  group->inside[1] = base_retain(&leaf->base);
#ifndef CLEAN
  leaf->around = base_retain(&group->base);
#endif
  base_release(&leaf->base);
  base_release(&group->base);
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects (64 bytes) alive
// CHECK: group  32 bytes  strong 1
// CHECK: inside[1] holds the next object {{ *}}taken at {{.*}}.c:55:22 by base_retain
// CHECK: leaf  32 bytes  strong 1
// CHECK: around holds the first object {{ *}}taken at {{.*}}.c:57:18 by base_retain
