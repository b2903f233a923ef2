// Intent: a count of the program's own, declared by the macros of refsan.h, which mean nothing to other compilers.
// RUN: %clang_refsan -Wall -Wextra -pedantic -Werror %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_plain -Wall -Wextra -pedantic -Werror -isystem %build/include %s -o %t-plain
// RUN: %silent 0 %run %t-plain
// RUN: %clang_refsan -DCLEAN -Wall -Wextra -pedantic -Werror %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdatomic.h>
#include <stdlib.h>

struct shape;
void shape_hold(struct shape *shape);
void shape_drop(struct shape *shape);
REFSAN_RETAIN(shape_hold, 1);
REFSAN_RELEASE(shape_drop, 1);

struct shape {
  char name[8];
  void (*destroy)(struct shape *);
  struct shape *inner;
  atomic_int users;
};

static void destroy(struct shape *shape) {
  if (shape->inner)
    shape_drop(shape->inner);
  free(shape);
}
void shape_hold(struct shape *shape) { atomic_fetch_add_explicit(&shape->users, 1, memory_order_relaxed); }
void shape_drop(struct shape *shape) {
  if (atomic_fetch_sub(&shape->users, 1) == 1)
    shape->destroy(shape);
}
static struct shape *make_shape(void) {
  struct shape *shape = malloc(sizeof(struct shape));
  shape->destroy = destroy;
  shape->inner = NULL;
  atomic_init(&shape->users, 1);
  return shape;
}

int main(void) {
  struct shape *outer = make_shape();
  struct shape *inner = make_shape();
  outer->inner = inner;
  shape_hold(inner);
  inner->inner = outer;
  shape_hold(inner->inner);
#ifdef CLEAN
  shape_drop(inner->inner);
  inner->inner = NULL;
#endif
  shape_drop(inner);
  shape_drop(outer);
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects (64 bytes) alive
// CHECK: shape  32 bytes  strong 1
// CHECK: inner holds the next object {{ *}}taken at {{.*}}.c:[[@LINE-12]]:3 by shape_hold
// CHECK: shape  32 bytes  strong 1
// CHECK: inner holds the first object {{ *}}taken at {{.*}}.c:[[@LINE-12]]:3 by shape_hold  (closed the cycle)
