// Intent: a report that a full device will not take fails a program, a clean one at its start already; so do closed streams where something is to be said.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 24 %env_refsan_opts=log_path=/dev/full %run %t 2>&1 | FileCheck %s
// RUN: %exits 24 %env_refsan_opts=json_path=/dev/full %run %t 2>&1 | FileCheck %s
// RUN: %silent 0 %env_refsan_opts=log_path=/dev/null %run %t
// RUN: %exits 26 sh -c 'REFSAN_OPTIONS=gate=1:detect_leaks=0 "$0" 2>&-' %t
// RUN: %clang_refsan -DLEAK %s -o %t-leaking
// RUN: %exits 24 %env_refsan_opts=log_path=/dev/full %run %t-leaking 2>&1 | FileCheck %s
// RUN: %exits 24 sh -c '"$0" 2>&-' %t-leaking
// RUN: %exits 24 sh -c '"$0" 2>/dev/full' %t-leaking
#include <stdlib.h>

int main(void) {
  char *volatile block = malloc(40);
  block[0] = 1;
#ifndef LEAK
  free(block);
#endif
  return 0;
}
// CHECK: RefSan: cannot write the report to {{log|json}}_path '/dev/full': No space left on device
