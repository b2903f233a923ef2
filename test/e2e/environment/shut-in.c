// Intent: a process that has changed its root, or can open no file any more, has its report where it was asked for: in the
// Intent: file of log_path, and for `refsan run`.
// REQUIRES: root
// RUN: %clang_refsan %s -o %t
// RUN: rm -rf %t-jail %t-*.log && mkdir %t-jail
// RUN: %exits 23 %run %refsan run -- %t root %t-jail 2>&1 | FileCheck %s
// RUN: %exits 23 %run %refsan run -- %t files 2>&1 | FileCheck %s
// RUN: %exits 23 %env_refsan_opts=log_path=%t-root.log %run %t root %t-jail
// RUN: FileCheck %s --check-prefix=LOST --input-file %t-root.log
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %exits 0 %run %refsan run -- %t-clean root %t-jail 2>&1 | FileCheck %s --check-prefix=CLEAN
// RUN: %exits 0 %run %refsan run -- %t-clean files 2>&1 | FileCheck %s --check-prefix=CLEAN
// RUN: %silent 0 %env_refsan_opts=log_path=%t-root.log %run %t-clean root %t-jail
// RUN: %exits 24 %run %refsan run -- %t-clean closed %t-jail 2>&1 | FileCheck %s --check-prefix=CLOSED

#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static int shutIn(char **arguments) {
  struct rlimit none = {0, 0};
  if (strcmp(arguments[1], "files") == 0)
    return setrlimit(RLIMIT_NOFILE, &none);
  if (chroot(arguments[2]) || chdir("/"))
    return 1;
  if (strcmp(arguments[1], "closed") == 0)
    closefrom(3);
  return 0;
}

int main(int count, char **arguments) {
  char *volatile lost = malloc(50);
#ifdef CLEAN
  free(lost);
#endif
  lost = NULL;
  return count < 2 || shutIn(arguments) ? 2 : 0;
}
// CHECK: 1 lost object (50 bytes)
// CHECK: RefSan: 1 process was checked: 1 finding in 1 of them
// LOST: 1 lost object (50 bytes)
// CLEAN: RefSan: 1 process was checked: no leaks
// CLOSED: cannot write the report to REFSAN_RUN_FOLDER
