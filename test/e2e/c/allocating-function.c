// Intent: blocks of one allocating function (xmalloc) are told apart by who asked for them, and their ids, too, at each level.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -O1 %s -o %t.other
// RUN: %exits 23 %env_refsan_opts=log_format=json:log_path=%t.json %run %t
// RUN: %exits 23 %env_refsan_opts=log_format=json:log_path=%t.other.json %run %t.other
// RUN: grep -o '"id":"[0-9a-f]*"' %t.json > %t.ids
// RUN: grep -o '"id":"[0-9a-f]*"' %t.other.json | diff %t.ids -

#include <stdlib.h>
#include <string.h>

static void *xmalloc(size_t size) {
  void *block = malloc(size);
  if (!block)
    abort();
  return block;
}

static char *xstrdup(const char *text) {
  char *copy = xmalloc(strlen(text) + 1);
  return strcpy(copy, text);
}

// CHECK: RefSan: 5 lost objects
// CHECK: lost 1 {{.*}} found 3 times
// CHECK: made at {{.*}} in xmalloc
// CHECK: load_config {{.*}}allocating-function.c:[[#@LINE+2]]
static char load_config(const char *name) {
  char *config = xstrdup(name);
  return config[0];
}

// CHECK: lost 2 {{.*}} found 2 times
// CHECK: made at {{.*}} in xmalloc
// CHECK: open_session {{.*}}allocating-function.c:[[#@LINE+2]]
static char open_session(const char *name) {
  char *session = xstrdup(name);
  return session[0];
}

int main(void) {
  int sum = 0;
  for (int i = 0; i < 3; ++i)
    sum += load_config("configuration");
  for (int i = 0; i < 2; ++i)
    sum += open_session("session");
  return sum == 3 * 'c' + 2 * 's' ? 0 : 1;
}
