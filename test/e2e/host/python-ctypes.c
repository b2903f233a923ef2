// Intent: an instrumented C library that Python loads by ctypes is checked with the runtime preloaded; without, that is said.
// RUN: %clang_refsan -shared -fPIC %s -o %t.so
// RUN: %exits 23 %preload %python_host %S/Inputs/call.py %t.so lose 2>&1 | FileCheck %s
// RUN: %silent 0 %preload %python_host %S/Inputs/call.py %t.so use
// RUN: %exits 0 %run %python_host %S/Inputs/call.py %t.so lose 2>&1 | FileCheck %s --check-prefix=CHECK-PLAIN
// RUN: %exits 26 %env_refsan_opts=gate=1 %run %python_host %S/Inputs/call.py %t.so lose
// RUN: %silent 0 %preload %python_host -c "import json"
// RUN: %exits 26 %env_refsan_opts=gate=1 %preload %python_host -c "import json" 2>&1 | FileCheck %s --check-prefix=CHECK-NOTHING
// REQUIRES: python3

#include <stdlib.h>
#include <string.h>

static char *kept;
void lose(void) { memset(malloc(100), 1, 100); }
void use(void) {
  kept = strdup("a text");
  free(malloc(10));
}
// CHECK: RefSan: 1 lost object (100 bytes)
// CHECK: made at {{.*}}python-ctypes.c:15:{{.*}} in lose
// CHECK-PLAIN: RefSan: {{.*}}.so is instrumented, the program that loads it is not
// CHECK-NOTHING: RefSan: no instrumented code was loaded, but gate=1: nothing was checked
