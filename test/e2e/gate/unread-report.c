// Intent: a report that nobody reads, or that files may not be large enough for, ends no program by a signal: the program ends with 24 and says why, if it can.
// RUN: %clang_refsan %s -o %t
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: bash -c "ulimit -f 0; %exits 24 %env_refsan_opts=json_path=%t.json %run %t-clean" 2>&1 | FileCheck %s
// RUN: bash -c "ulimit -f 0; %exits 24 %env_refsan_opts=log_path=%t.log %run %t" 2>&1 | FileCheck %s
// RUN: bash -c "%exits 24 %run %t 2> >(exec 0<&-)"
// RUN: bash -c "ulimit -f 0; %silent 0 %run %t-clean"
// CHECK: RefSan: cannot write the report to {{json_path|log_path}} '{{.*}}': File too large

#include <stdlib.h>
#include <unistd.h>

char *volatile lost;

int main(void) {
  usleep(100000);
#ifndef CLEAN
  lost = malloc(8);
  lost = NULL;
#endif
  return 0;
}
