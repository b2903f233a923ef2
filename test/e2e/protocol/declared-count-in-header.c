// Intent: the count lies before what the program points to, in a header that it knows nothing of; the object is what
// the caller takes it for.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdlib.h>

struct header {
  size_t count;
  void (*destroy)(void *);
};

static void *counted_new(size_t size, void (*destroy)(void *)) {
  struct header *h = calloc(1, sizeof *h + size);
  h->count = 1;
  h->destroy = destroy;
  return h + 1;
}
static void *counted_hold(void *object) {
  struct header *h = (struct header *)object - 1;
  h->count++;
  return object;
}
static void counted_drop(void *object) {
  if (!object)
    return;
  struct header *h = (struct header *)object - 1;
  if (--h->count)
    return;
  h->destroy(object);
  free(h);
}
REFSAN_RETAIN(counted_hold, 1);
REFSAN_RELEASE(counted_drop, 1);

struct folder {
  int number;
  struct folder *above;
  struct folder *inside[2];
};
static void destroy(void *object) {
  struct folder *f = object;
  counted_drop(f->above);
  counted_drop(f->inside[0]);
  counted_drop(f->inside[1]);
}

static void tree(int number) {
  struct folder *top = counted_new(sizeof *top, destroy);
  struct folder *low = counted_new(sizeof *low, destroy);
  top->number = number;
#ifdef CLEAN
  struct folder *none = NULL;
  low->above = none;
#else
  low->above = counted_hold(top);
#endif
  top->inside[1] = counted_hold(low);
  counted_drop(low);
  counted_drop(top);
}

static int use(struct folder *folder, int mode) {
  struct folder *mine = counted_hold(folder);
#ifdef CLEAN
  if (mode == 7) {
    counted_drop(mine);
#else
  if (mode == 7)
#endif
    return -1;
#ifdef CLEAN
  }
#endif
  counted_drop(mine);
  return 0;
}

int main(void) {
  tree(1);
  struct folder *once = counted_new(sizeof *once, destroy);
  for (int mode = 0; mode < 10; ++mode)
    use(once, mode);
  counted_drop(once);
}
// CHECK: cycle 1   2 objects, 96 bytes
// CHECK: folder  48 bytes  strong 1
// CHECK-DAG: inside[1] holds {{.*}}taken at {{.*}}.c:[[@LINE-30]]:20 by counted_hold
// CHECK-DAG: above holds {{.*}}taken at {{.*}}.c:[[@LINE-33]]:16 by counted_hold
// CHECK: forgotten reference 1   1 object, 48 bytes
// CHECK: folder  48 bytes  strong 1
// CHECK: perhaps the one taken at {{.*}}.c:[[@LINE-28]]:25 in use
