// Intent: a counted object that a callback carries as "void *", given away as an argument, is held by that field; one
// that is kept as a number that may be a pointer, too.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct object {
  int refs;
  void (*finish)(struct object *);
} object;
static object *object_hold(object *o) {
  o->refs++;
  return o;
}
static void object_leave(object *o) {
  if (--o->refs)
    return;
  o->finish(o);
  free(o);
}
REFSAN_RETAIN(object_hold, 1);
REFSAN_RELEASE(object_leave, 1);

typedef struct {
  void (*fire)(void *user);
  void *user;
} timer;
typedef struct {
  object base;
  int used;
  timer timers[2];
} wheel;
typedef struct {
  object base;
  wheel *clock;
} heart;
typedef struct {
  object base;
  uintptr_t values[]; // a number, or an object if it is even
} cell;

static void finish_wheel(object *o) {
  wheel *w = (wheel *)o;
  for (int i = 0; i < w->used; ++i)
    object_leave(w->timers[i].user);
}
static void finish_heart(object *o) {
  if (((heart *)o)->clock)
    object_leave(&((heart *)o)->clock->base);
}
static void finish_cell(object *o) {
  uintptr_t value = ((cell *)o)->values[0];
  if (value && !(value & 1))
    object_leave((object *)value);
}
static void init(object *o, void (*finish)(object *)) {
  o->refs = 1;
  o->finish = finish;
}

static void beat(void *user) { (void)user; }
static void wheel_add(wheel *w, void (*fire)(void *), void *user) { w->timers[w->used++] = (timer){fire, user}; }

static void turn(void) {
  wheel *w = calloc(1, sizeof *w);
  heart *h = calloc(1, sizeof *h);
  init(&w->base, finish_wheel);
  init(&h->base, finish_heart);
  wheel_add(w, beat, object_hold(&h->base));
#ifdef CLEAN
  h->clock = NULL;
#else
  h->clock = (wheel *)object_hold(&w->base);
#endif
  object_leave(&h->base);
  object_leave(&w->base);
}

static void set(cell *c, uintptr_t value) {
  c->values[0] = value & 1 ? value : (uintptr_t)object_hold((object *)value);
}

static void cells(void) {
  cell *a = calloc(1, sizeof *a + 8), *b = calloc(1, sizeof *b + 8);
  init(&a->base, finish_cell);
  init(&b->base, finish_cell);
  set(a, (uintptr_t)b);
#ifdef CLEAN
  set(b, 1);
#else
  set(b, (uintptr_t)a);
#endif
  object_leave(&a->base);
  object_leave(&b->base);
}

int main(void) {
  turn();
  cells();
}
// CHECK: cycle 1   2 objects, 80 bytes
// CHECK: wheel  56 bytes  strong 1
// CHECK: timers[0].user holds the next object {{.*}}taken at {{.*}}.c:[[@LINE-34]]:22 by object_hold
// CHECK: heart  24 bytes  strong 1
// CHECK: clock holds the first object {{.*}}taken at {{.*}}.c:[[@LINE-32]]:23 by object_hold
// CHECK: cycle 2   2 objects, 48 bytes
// CHECK: cell  24 bytes  strong 1
// CHECK: taken at {{.*}}.c:[[@LINE-28]]:49 by object_hold
// CHECK: cell  24 bytes  strong 1
// CHECK: taken at {{.*}}.c:[[@LINE-30]]:49 by object_hold
