// Intent: processes that update one baseline at the same time do not lose each other's findings.
// RUN: %clang_refsan %s -o %t && rm -f %t.base
// RUN: %silent 0 %env_refsan_opts=baseline=%t.base:baseline_update=1:log_path=/dev/null %run %t
// RUN: grep -c baseline-parallel %t.base | FileCheck %s
// CHECK: {{^}}16{{$}}

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LEAK(n)                                                                                                        \
  static void leak##n(void) { memset(malloc(10), 1, 10); }
#define ALL(_) _(0) _(1) _(2) _(3) _(4) _(5) _(6) _(7) _(8) _(9) _(10) _(11) _(12) _(13) _(14) _(15)
ALL(LEAK)
#define NAME(n) leak##n,
static void (*const leaks[])(void) = {ALL(NAME)};

int main(void) {
  for (int i = 0; i < 16; i++)
    if (fork() == 0) {
      leaks[i]();
      exit(0);
    }
  int status, failed = 0;
  while (wait(&status) > 0)
    failed |= status;
  return failed != 0;
}
