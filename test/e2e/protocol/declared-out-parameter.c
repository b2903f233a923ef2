// Intent: a reference that comes by an out parameter is the caller's: which one a release gives up is known, and the line that took the forgotten one is named.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdlib.h>

struct stream {
  int users;
  int left;
};
static void stream_hold(struct stream *s) { s->users++; }
static void stream_drop(struct stream *s) {
  if (--s->users == 0)
    free(s);
}
REFSAN_RETAIN(stream_hold, 1);
REFSAN_RELEASE(stream_drop, 1);

static int open_stream(struct stream **out, int size) {
  *out = malloc(sizeof **out);
  **out = (struct stream){1, size};
  return 0;
}
static int find_stream(struct stream *all, struct stream **out) {
  *out = NULL;
  if (all->left < 0)
    return -1;
  stream_hold(all);
  *out = all;
  return 0;
}
static int read_some(struct stream *all, int bytes) {
  struct stream *s = NULL;
  if (find_stream(all, &s))
    return -1;
  if (s->left < bytes) {
#ifdef CLEAN
    stream_drop(s);
#endif
    return -1;
  }
  s->left -= bytes;
  stream_drop(s);
  return 0;
}

int main(void) {
  struct stream *s;
  if (open_stream(&s, 20))
    return 1;
  int failed = 0;
  for (int i = 0; i < 10; i++)
    failed += read_some(s, i == 4 ? 50 : 1);
  stream_drop(s);
  return failed == -1 ? 0 : 2;
}
// CHECK: RefSan: 1 forgotten reference (8 bytes)
// CHECK: stream  8 bytes  strong 1 {{ *}}made at {{.*}}.c:[[@LINE-38]]:
// CHECK: 1 reference is counted and nothing in memory holds one
// CHECK-NEXT: perhaps the one taken at {{.*}}.c:[[@LINE-32]]:3 in find_stream
