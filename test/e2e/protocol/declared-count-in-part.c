// Intent: a counted struct inside another one, wherever it lies there, counts for the whole.
// RUN: %clang_refsan -mllvm -refsan-protocols=%S/Inputs/kobject.protocols %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -mllvm -refsan-protocols=%S/Inputs/kobject.protocols -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <stddef.h>
#include <stdlib.h>

#define AROUND(part, type, member) ((type *)((char *)(part) - offsetof(type, member)))

struct kobject {
  const char *name;
  int refs;
  void (*destroy)(struct kobject *);
};
struct bus;
struct device {
  int id;
  struct kobject base;
  struct bus *bus;
};
struct bus {
  struct device *devices[2];
  struct kobject base;
};

static struct kobject *kobject_get(struct kobject *k) {
  ++k->refs;
  return k;
}
static void kobject_put(struct kobject *k) {
  if (--k->refs == 0)
    k->destroy(k);
}

static void destroy_device(struct kobject *k) {
  struct device *d = AROUND(k, struct device, base);
  if (d->bus)
    kobject_put(&d->bus->base);
  free(d);
}
static void destroy_bus(struct kobject *k) {
  struct bus *b = AROUND(k, struct bus, base);
  for (int i = 0; i < 2; ++i)
    kobject_put(&b->devices[i]->base);
  free(b);
}

static void add(struct bus *b, int i) {
  struct device *d = calloc(1, sizeof *d);
  d->base = (struct kobject){"device", 1, destroy_device};
  kobject_get(&d->base);
  b->devices[i] = d;
#ifndef CLEAN
  kobject_get(&b->base);
  d->bus = b;
#endif
  kobject_put(&d->base);
}

int main(void) {
  struct bus *b = calloc(1, sizeof *b);
  b->base = (struct kobject){"bus", 1, destroy_bus};
  add(b, 0);
  add(b, 1);
  kobject_put(&b->base);
  return 0;
}
// CHECK: RefSan: 1 reference cycle keeps 3 objects
// CHECK: bus {{.*}}strong 2
// CHECK: devices[0] holds object 2 {{ *}}taken at {{.*}}.c:53:
// CHECK: bus holds object 1 {{ *}}taken at {{.*}}.c:56:
