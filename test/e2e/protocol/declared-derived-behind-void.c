// Intent: a function that makes objects of all classes returns "void *": each is what its caller takes it for.
// RUN: %clang_refsan %s -o %t -mllvm -refsan-protocols=%S/Inputs/base.protocols
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean -mllvm -refsan-protocols=%S/Inputs/base.protocols
// RUN: %silent 0 %run %t-clean

#include <stdlib.h>

struct base {
  void (*destroy)(struct base *);
  int refs;
};
struct base *base_retain(struct base *b) {
  b->refs++;
  return b;
}
void base_release(struct base *b) {
  if (!b || --b->refs)
    return;
  b->destroy(b);
  free(b);
}
static void *make(size_t size, void (*destroy)(struct base *)) {
  struct base *b = calloc(1, size);
  if (!b)
    abort();
  b->destroy = destroy;
  b->refs = 1;
  return b;
}

struct group {
  struct base base;
  struct base *inside[2];
};
struct leaf {
  struct base base;
  struct group *around;
};
static void group_destroy(struct base *object) {
  struct group *group = (struct group *)object;
  base_release(group->inside[0]);
  base_release(group->inside[1]);
}
static void leaf_destroy(struct base *object) { base_release((struct base *)((struct leaf *)object)->around); }

int main(void) {
  struct group *group = make(sizeof *group, group_destroy);
  struct leaf *leaf = make(sizeof *leaf, leaf_destroy);
  group->inside[1] = base_retain(&leaf->base);
#ifndef CLEAN
  base_retain(&group->base);
  leaf->around = group;
#endif
  base_release(&leaf->base);
  base_release(&group->base);
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects (56 bytes) alive
// CHECK: group  32 bytes  strong 1
// CHECK: inside[1] holds the next object {{ *}}taken at {{.*}}.c:50:22 by base_retain
// CHECK: leaf  24 bytes  strong 1
// CHECK: around holds the first object {{ *}}taken at {{.*}}.c:52:3 by base_retain
