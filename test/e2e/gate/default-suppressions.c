// Intent: what the program brings by LeakSanitizer's hooks holds as if it stood in a file and in the options.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 5 %run %t 2>&1 | FileCheck %s
// RUN: %exits 7 %env_refsan_opts=exitcode=7 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t
// RUN: %silent 0 %run %t

#include <stdlib.h>
#include <string.h>

const char *__lsan_default_suppressions(void) { return "leak:ours\n"; }
const char *__lsan_default_options(void) { return "exitcode=5:print_suppressions=0:use_stacks=0"; }

static void ours(void) { memset(malloc(10), 1, 10); }
static void theirs(void) { memset(malloc(20), 1, 20); }

int main(void) {
  ours();
#ifndef CLEAN
  theirs();
#endif
}
// CHECK: RefSan: 1 lost object (20 bytes)
// CHECK: 1 suppressed
