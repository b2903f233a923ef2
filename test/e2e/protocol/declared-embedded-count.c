// Intent: the count is a member with functions of its own, and only these are declared: those that pass it on take the references.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stddef.h>
#include <stdlib.h>

struct counter {
  unsigned value;
};
static inline void counter_get(struct counter *c) { c->value++; }
static inline int counter_put(struct counter *c, void (*last)(struct counter *)) {
  if (--c->value)
    return 0;
  last(c);
  return 1;
}
REFSAN_RETAIN(counter_get, 1);
REFSAN_RELEASE(counter_put, 1);

struct device {
  char name[40];
  struct counter count;
  struct device *peer;
};
static void destroy(struct counter *c);
static struct device *device_new(void) {
  struct device *d = calloc(1, sizeof *d);
  d->count.value = 1;
  return d;
}
static struct device *device_get(struct device *d) {
  counter_get(&d->count);
  return d;
}
static void device_put(struct device *d) { counter_put(&d->count, destroy); }
static void destroy(struct counter *c) {
  struct device *d = (struct device *)((char *)c - offsetof(struct device, count));
  if (d->peer)
    device_put(d->peer);
  free(d);
}

int main(void) {
  struct device *a = device_new();
  struct device *b = device_new();
  a->peer = device_get(b);
  counter_get(&a->count);
  b->peer = a;
  device_put(a);
#ifdef CLEAN
  device_put(b->peer);
  b->peer = NULL;
#endif
  device_put(b);
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects (112 bytes) alive
// CHECK: device  56 bytes  strong 1
// CHECK: peer holds the next object {{ *}}taken at {{.*}}.c:[[@LINE-12]]:13 by counter_get
// CHECK: device  56 bytes  strong 1
// CHECK: peer holds the first object {{ *}}taken at {{.*}}.c:[[@LINE-13]]:3 by counter_get  (closed the cycle)
