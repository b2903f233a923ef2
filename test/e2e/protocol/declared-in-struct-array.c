// Intent: an array of structs that a struct's field leads to is the struct's own: no object beside it; a single struct is one.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdlib.h>

struct bus;
struct handler {
  void (*call)(void *data);
  struct bus *data;
};
struct names {
  struct bus *of;
};
struct bus {
  int users;
  size_t count, room;
  struct handler *handlers;
  struct names *names;
};
static struct bus *bus_hold(struct bus *b) {
  b->users++;
  return b;
}
static void bus_drop(struct bus *b) {
  if (--b->users)
    return;
  free(b->handlers);
  free(b->names);
  free(b);
}
REFSAN_RETAIN(bus_hold, 1);
REFSAN_RELEASE(bus_drop, 1);

static void subscribe(struct bus *b, struct bus *data) {
  if (b->count == b->room) {
    b->room = b->room ? 2 * b->room : 4;
    b->handlers = realloc(b->handlers, b->room * sizeof *b->handlers);
  }
  b->handlers[b->count++].data = data ? bus_hold(data) : NULL;
}

int main(void) {
  struct bus *bus = calloc(1, sizeof *bus);
  bus->users = 1;
  subscribe(bus, NULL);
  bus->names = calloc(1, sizeof *bus->names);
#ifndef CLEAN
  subscribe(bus, bus);
  bus->names->of = bus_hold(bus);
#endif
  bus_drop(bus);
  return 0;
}
// CHECK: RefSan: 1 reference cycle keeps 3 objects
// CHECK: cycle 1   2 objects, {{.*}}owns 1 more object
// CHECK-DAG: handlers[1].data holds the object itself {{ *}}taken at {{.*}}.c:43:
// CHECK-DAG: names  8 bytes
// CHECK-DAG: of holds {{.*}}taken at {{.*}}.c:53:
