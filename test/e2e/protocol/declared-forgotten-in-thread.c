// Intent: a thread gives up the reference that it was started with, and forgets one of its own: that one is named.
// RUN: %clang_refsan -pthread %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -pthread -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <pthread.h>
#include <refsan/refsan.h>
#include <stdatomic.h>
#include <stdlib.h>

struct session {
  atomic_int refs;
  int handled;
};
struct session *session_ref(struct session *s) {
  atomic_fetch_add(&s->refs, 1);
  return s;
}
void session_unref(struct session *s) {
  if (atomic_fetch_sub(&s->refs, 1) == 1)
    free(s);
}
REFSAN_RETAIN(session_ref, 1);
REFSAN_RELEASE(session_unref, 1);

static int handle(struct session *s, int request) {
  struct session *mine = session_ref(s);
#ifndef CLEAN
  if (request == 5)
    return -1;
#endif
  mine->handled++;
  session_unref(mine);
  return 0;
}

static void *work(void *argument) {
  for (int i = 0; i < 10; i++)
    handle(argument, i);
  session_unref(argument);
  return NULL;
}

int main(void) {
  struct session *s = calloc(1, sizeof *s);
  atomic_init(&s->refs, 1);
  pthread_t thread;
  if (pthread_create(&thread, NULL, work, session_ref(s)))
    return 1;
  pthread_join(thread, NULL);
  session_unref(s);
  return 0;
}
// CHECK: RefSan: 1 forgotten reference
// CHECK: session  8 bytes  strong 1 {{.*}}made at {{.*}}.c:46:
// CHECK: perhaps the one taken at {{.*}}.c:28:
