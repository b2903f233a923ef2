// Intent: what is given up through the address of a variable (a release declared so, a cleanup attribute's function) is that variable's reference.
// RUN: printf 'retain frame_ref\nrelease frame_clear\nretain job_ref\nrelease job_unref\n' >%t.protocols
// RUN: %clang_refsan -mllvm -refsan-protocols=%t.protocols %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -mllvm -refsan-protocols=%t.protocols -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <stdlib.h>

typedef struct {
  unsigned rc;
  int size[8];
} frame;
frame *frame_ref(frame *f) {
  f->rc++;
  return f;
}
void frame_clear(frame **at) {
  frame *f = *at;
  *at = NULL;
  if (f && --f->rc == 0)
    free(f);
}

typedef struct job {
  unsigned refs;
  struct job *next;
  int runs;
} job;
job *job_ref(job *j) {
  j->refs++;
  return j;
}
job *job_unref(job *j) {
  if (--j->refs == 0) {
    if (j->next)
      job_unref(j->next);
    free(j);
  }
  return NULL;
}
static inline void job_unrefp(job **j) {
  if (*j)
    *j = job_unref(*j);
}
static void job_new(job **out) {
  job *j = calloc(1, sizeof *j);
  j->refs = 1;
  *out = j;
}

static int measure(frame *f) {
  frame *copy = frame_ref(f);
  int size = copy->size[0];
  frame_clear(&copy);
  return size;
}
static int encode(frame *f, int full) {
  // CHECK-DAG: perhaps the one taken at {{.*}}.c:[[@LINE+1]]:{{[0-9]+}} in encode
  frame *copy = frame_ref(f);
#ifndef CLEAN
  if (full)
    return 1;
#endif
  frame_clear(&copy);
  return 0;
}
static int submit(job *j, int full) {
  // CHECK-DAG: perhaps the one taken at {{.*}}.c:[[@LINE+1]]:{{[0-9]+}} in submit
  job *copy = job_ref(j);
#ifndef CLEAN
  if (full)
    return 1;
#endif
  copy->runs++;
  job_unref(copy);
  return 0;
}

static void add(job *list) {
  __attribute__((cleanup(job_unrefp))) job *j = NULL;
  job_new(&j);
  // CHECK-DAG: next holds {{.*}}taken at {{.*}}.c:[[@LINE+1]]:{{[0-9]+}} by job_ref
  list->next = job_ref(j);
  j->next = job_ref(list);
#ifdef CLEAN
  list->next = job_unref(list->next);
#endif
}

int main(void) {
  frame *f = calloc(1, sizeof *f);
  f->rc = 1;
  __attribute__((cleanup(job_unrefp))) job *j = NULL, *list = NULL;
  job_new(&j);
  job_new(&list);
  add(list);
  int failed = 0;
  for (int i = 0; i < 10; i++)
    failed += encode(f, i == 4) + measure(f) + submit(j, i == 4);
  frame_clear(&f);
  return 0;
}
