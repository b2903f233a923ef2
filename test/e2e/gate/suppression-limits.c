// Intent: a rule with max=N or until=DATE stops to hold beyond that, and the report says so.
// RUN: %clang_refsan %s -o %t
// RUN: echo 'leak:twice max=2' > %t.supp
// RUN: %silent 0 %env_refsan_opts=suppressions=%t.supp:print_suppressions=0 %run %t
// RUN: echo 'leak:twice max=1' > %t.supp
// RUN: %exits 23 %env_refsan_opts=suppressions=%t.supp %run %t 2>&1 | FileCheck %s --check-prefixes=MAX,CHECK
// RUN: echo 'leak:twice until=2999-12-31' > %t.supp
// RUN: %silent 0 %env_refsan_opts=suppressions=%t.supp:print_suppressions=0 %run %t
// RUN: echo 'leak:twice until=2020-12-31' > %t.supp
// RUN: %exits 23 %env_refsan_opts=suppressions=%t.supp %run %t 2>&1 | FileCheck %s --check-prefixes=UNTIL,CHECK

#include <stdlib.h>
#include <string.h>

static void twice(void) {
  for (int i = 0; i < 2; i++)
    memset(malloc(10), 1, 10);
}

int main(void) { twice(); }
// CHECK: found 2 times
// MAX: leak:twice ({{.*}}:1) allows 1, but 2 were found: all are reported
// UNTIL: leak:twice ({{.*}}:1) expired on 2020-12-31: what it matches is reported
