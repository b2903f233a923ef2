// Intent: the count is in a member, behind others, and changed by functions that nothing is declared about.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stddef.h>
#include <stdlib.h>

struct counter {
  int value;
};
static void counter_get(struct counter *c) { c->value++; }
static void counter_put(struct counter *c, void (*last)(struct counter *)) {
  if (--c->value == 0)
    last(c);
}

struct device {
  int number;
  struct counter count;
};
static void destroy(struct counter *c) { free((char *)c - offsetof(struct device, count)); }
static struct device *device_get(struct device *d) {
  counter_get(&d->count);
  return d;
}
static void device_put(struct device *d) { counter_put(&d->count, destroy); }
REFSAN_RETAIN(device_get, 1);
REFSAN_RELEASE(device_put, 1);

static int use(struct device *device, int mode) {
  struct device *mine = device_get(device);
#ifdef CLEAN
  if (mode == 7) {
    device_put(mine);
#else
  if (mode == 7)
#endif
    return -1;
#ifdef CLEAN
  }
#endif
  mine->number += mode;
  device_put(mine);
  return 0;
}

int main(void) {
  struct device *d = malloc(sizeof *d);
  d->number = 0;
  d->count.value = 1;
  for (int mode = 0; mode < 10; ++mode)
    use(d, mode);
  device_put(d);
}
// CHECK: forgotten reference 1   1 object
// CHECK: device  8 bytes  strong 1
// CHECK: perhaps the one taken at {{.*}}.c:[[@LINE-26]]:25 in use
