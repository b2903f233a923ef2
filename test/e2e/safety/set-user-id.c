// Intent: a set-user-id program is checked, but does not obey REFSAN_OPTIONS, writes no file and reads no source for its user.
// REQUIRES: root
// RUN: cd %S && %clang_refsan -fdebug-compilation-dir=. -x c %s -o %t
// RUN: %env_refsan_opts=exitcode=0:log_path=log.%%p:json_path=json.%%p:suppressions=none sh %S/Inputs/as-set-user-id.sh %t | FileCheck %s
// CHECK: RefSan: the program runs with another user's rights (set-user-id): REFSAN_OPTIONS is not read and no file is written
// CHECK-NEXT: RefSan: 1 lost object (10 bytes)
// CHECK-NOT: secret
// CHECK: status 23
// CHECK-NEXT: file program
// CHECK-NEXT: file source.c
// CHECK-NOT: file
#include <stdlib.h>

const char *__refsan_default_options(void) { return "json_path=default.%p"; }

#line 10 "source.c"
static void lose(void) {
  char *volatile lost = malloc(10);
  lost[0] = 1;
}

int main(void) {
  lose();
  return 0;
}
