// Intent: leak_check_at_exit=0, as programs for LeakSanitizer say it, leaves the checks on demand; gate=1 refuses it.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 1 %run %t 2>&1 | FileCheck %s
// RUN: %exits 23 %run %t last 2>&1 | FileCheck %s --check-prefix=LAST
// RUN: %exits 26 %env_refsan_opts=gate=1 %run %t 2>&1 | FileCheck %s --check-prefix=GATE
// RUN: %exits 23 %env_refsan_opts=leak_check_at_exit=1 %run %t 2>&1 | FileCheck %s --check-prefix=WON
// RUN: %exits 23 %run %t first second scope 2>&1 | FileCheck %s --check-prefix=SCOPE
// RUN: %clang_refsan -DCLEAN %s -o %t
// RUN: %silent 0 %env_refsan_opts=leak_check_at_exit=1 %run %t

#include <refsan/refsan.h>
#include <sanitizer/lsan_interface.h>
#include <stdlib.h>
#include <string.h>

const char *__lsan_default_options(void) { return "leak_check_at_exit=0"; }

__attribute__((noinline)) static void lose(int size) {
#ifndef CLEAN
  memset(malloc(size), 1, size);
#else
  (void)size;
#endif
}

int main(int argc, char **argv) {
  (void)argv;
  if (argc == 4) {
    int scope = refsan_scope_begin("work");
    lose(20);
    refsan_scope_end(scope);
    return 0;
  }
  lose(10);
  int found = __lsan_do_recoverable_leak_check();
  lose(30);
  if (argc > 1)
    __lsan_do_leak_check();
  return found;
}
// CHECK: RefSan: 1 lost object (10 bytes)
// CHECK-NOT: 30 bytes
// CHECK: RefSan: leak_check_at_exit=0: leaks are not looked for
// LAST: RefSan: 2 lost objects (40 bytes)
// LAST-NOT: leak_check_at_exit
// GATE: RefSan: leak_check_at_exit=0, but gate=1: nothing was checked
// WON: RefSan: 2 lost objects (40 bytes)
// SCOPE: (20 bytes)
// SCOPE: RefSan: leak_check_at_exit=0: leaks are not looked for
