// Intent: a file that appears has a program checked while it goes on, also one that ends by a signal.
// RUN: %clang_refsan %s -o %t
// RUN: rm -f %t.check %t.json && %exits 137 %env_refsan_opts=check_file=%t.check:log_path=%t.log:json_path=%t.json %run %t %t.check %t.json leak
// RUN: FileCheck --input-file=%t.log %s
// RUN: rm -f %t.check %t.json && %exits 137 %env_refsan_opts=check_file=%t.check:json_path=%t.json %run %t %t.check %t.json 2>&1 | FileCheck %s --check-prefix=CHECK-CLEAN
// RUN: %silent 0 %run %t

#include "Inputs/documents.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void askForCheck(const char *file) {
  close(open(file, O_CREAT | O_WRONLY, 0600));
  while (!access(file, F_OK)) // taken away when the check begins
    usleep(10000);
}

int main(int argc, char **argv) {
  if (argc == 1)
    return 0;
  if (argc > 3)
    memset(malloc(10), 1, 10);
  askForCheck(argv[1]);
  awaitDocuments(argv[2], 1);
  sleep(2); // for the line after it
  kill(getpid(), SIGKILL); // no check at exit
}
// CHECK: RefSan: 1 lost object (10 bytes)
// CHECK-CLEAN: RefSan: checked on request: no leaks
