// Intent: a count shares its integer with something else: flags below it, or a bit-field of C.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdlib.h>

struct tree {
  unsigned meta; // four bits of flags, then the count
  struct tree *child;
};
static struct tree *tree_share(struct tree *t) {
  t->meta += 16;
  return t;
}
static void tree_forget(struct tree *t) {
  t->meta -= 16;
  if (t->meta >= 16)
    return;
  if (t->child)
    tree_forget(t->child);
  free(t);
}
REFSAN_RETAIN(tree_share, 1);
REFSAN_RELEASE(tree_forget, 1);

struct leaf {
  unsigned kind : 3;
  unsigned uses : 20;
  unsigned mark : 9;
  struct leaf *twin;
};
static struct leaf *leaf_share(struct leaf *l) {
  l->uses++;
  return l;
}
static void leaf_forget(struct leaf *l) {
  if (--l->uses)
    return;
  if (l->twin)
    leaf_forget(l->twin);
  free(l);
}
REFSAN_RETAIN(leaf_share, 1);
REFSAN_RELEASE(leaf_forget, 1);

static void trees(void) {
  struct tree *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
  a->meta = 16 | 5;
  b->meta = 16 | 9;
  a->child = tree_share(b);
#ifdef CLEAN
  b->child = NULL;
#else
  b->child = tree_share(a);
#endif
  tree_forget(a);
  tree_forget(b);
}

static int use(struct leaf *leaf, int mode) {
  struct leaf *mine = leaf_share(leaf);
#ifdef CLEAN
  if (mode == 7) {
    leaf_forget(mine);
#else
  if (mode == 7)
#endif
    return -1;
#ifdef CLEAN
  }
#endif
  leaf_forget(mine);
  return 0;
}

static void leaves(void) {
  struct leaf *a = calloc(1, sizeof *a), *b = calloc(1, sizeof *b);
  a->uses = b->uses = 1;
  a->kind = 5;
  a->mark = b->mark = 300;
  a->twin = leaf_share(b);
  for (int mode = 0; mode < 10; ++mode)
    use(a, mode);
  leaf_forget(a);
  leaf_forget(b);
}

int main(void) {
  trees();
  leaves();
}
// CHECK: cycle 1   2 objects, 32 bytes
// CHECK: tree  16 bytes  strong 1
// CHECK: child holds the next object {{.*}}taken at {{.*}}.c:[[@LINE-44]]:14 by tree_share
// CHECK: tree  16 bytes  strong 1
// CHECK: child holds the first object {{.*}}taken at {{.*}}.c:[[@LINE-42]]:14 by tree_share
// CHECK: forgotten reference 1   1 object, 16 bytes
// CHECK: leaf  16 bytes  strong 1
// CHECK: perhaps the one taken at {{.*}}.c:[[@LINE-38]]:23 in use
