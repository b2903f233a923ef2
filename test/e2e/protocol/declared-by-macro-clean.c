// Intent: a count of the program's own, declared by macros: silent when the last reference is given up.
// RUN: %clang_refsan -Wall -Wextra -pedantic -Werror %s -o %t
// RUN: %silent 0 %run %t

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
  shape_drop(inner->inner);
  inner->inner = NULL;
  shape_drop(inner);
  shape_drop(outer);
}
