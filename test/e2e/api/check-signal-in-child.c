// Intent: the child of a fork can be checked on request too, and compares with no check of its parent's.
// RUN: %clang_refsan %s -o %t
// RUN: rm -f %t.*.json && %exits 23 %env_refsan_opts=check_signal=10:json_path=%t.%%p.json %run %t %t 2>&1 | FileCheck %s
// RUN: cat %t.*.json | FileCheck %s --check-prefix=CHECK-JSON
// RUN: %silent 0 %run %t

#include "Inputs/documents.h"
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void askForCheck(const char *base) {
  char file[4096];
  snprintf(file, sizeof file, "%s.%d.json", base, getpid());
  kill(getpid(), SIGUSR1);
  awaitDocuments(file, 1);
}

static void *lose(void *unused) {
  memset(malloc(10), 1, 10);
  return unused;
}

int main(int argc, char **argv) {
  if (argc == 1)
    return 0;
  askForCheck(argv[1]);
  int status = 0;
  if (fork())
    return wait(&status) < 0 ? 1 : WEXITSTATUS(status);
  pthread_t thread; // no trace of it on a stack or in a register
  pthread_create(&thread, NULL, lose, NULL);
  pthread_join(thread, NULL);
  askForCheck(argv[1]);
  return 0;
}
// CHECK: RefSan: checked on request: no leaks
// CHECK: RefSan: 1 lost object (10 bytes)
// CHECK-NOT: grew
// CHECK: RefSan: 1 lost object (10 bytes)
// CHECK: nothing grew since the check before
// CHECK-JSON: "on_request":true
// CHECK-JSON: "before":null
