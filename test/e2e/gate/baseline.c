// Intent: with a baseline only what is new in it fails: other findings, or known ones that are found more often.
// RUN: %clang_refsan %s -o %t && rm -f %t.base
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s --check-prefix=WITHOUT
// RUN: %exits 0 %env_refsan_opts=baseline=%t.base:baseline_update=1 %run %t 2>&1 | FileCheck %s --check-prefix=MADE
// RUN: FileCheck %s --check-prefix=FILE < %t.base
// RUN: %exits 0 %env_refsan_opts=baseline=%t.base %run %t 2>&1 | FileCheck %s --check-prefix=KNOWN
// RUN: %exits 23 %env_refsan_opts=baseline=%t.base %run %t more 2>&1 | FileCheck %s --check-prefix=MORE
// RUN: %exits 23 %env_refsan_opts=baseline=%t.base %run %t other one 2>&1 | FileCheck %s --check-prefix=OTHER
// RUN: %clang_refsan -DCLEAN %s -o %t
// RUN: %exits 0 %env_refsan_opts=baseline=%t.base %run %t 2>&1 | FileCheck %s --check-prefix=FIXED
// RUN: %silent 0 %run %t

#include <stdlib.h>
#include <string.h>

static void known(void) { memset(malloc(10), 1, 10); }
static void other(void) { memset(malloc(20), 1, 20); }

int main(int argc, char **argv) {
#ifndef CLEAN
  for (int i = 0; i < argc && i < 2; i++)
    known();
  if (argc > 2)
    other();
#endif
  return argv == 0;
}
// WITHOUT: RefSan: 1 lost object
// MADE: RefSan: no new leaks
// MADE: 1 finding was added to {{.*}}.base
// FILE: # RefSan baseline 1
// FILE: {{^[0-9a-f]+}} 1 lost baseline.c.tmp {{.*}} known{{$}}
// KNOWN: RefSan: no new leaks
// KNOWN: 1 known finding (1 object, 10 bytes) is in {{.*}}.base
// MORE: RefSan: 2 lost objects (20 bytes)
// MORE: is in {{.*}}.base, but 1 time only, and was found 2 times
// OTHER: RefSan: 3 lost objects
// OTHER: in other
// FIXED: RefSan: no leaks
// FIXED: 1 finding of {{.*}}.base is fixed, or was not come by: {{.*}} (lost in known)
