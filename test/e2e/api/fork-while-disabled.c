// Intent: a process forked while its thread was disabled is that thread: what main left on its stack keeps nothing.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t
// RUN: %silent 0 %run %t
#include <sanitizer/lsan_interface.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void *volatile place;

__attribute__((noinline)) static void lose(void) {
  // CHECK: RefSan: 1 lost object (60 bytes)
  // CHECK: fork-while-disabled.c:[[@LINE+1]]
  place = malloc(60);
#ifdef CLEAN
  free(place);
#endif
  place = NULL;
}

int main(void) {
  __lsan_disable();
  pid_t child = fork();
  __lsan_enable();
  if (child == 0) {
    lose();
    return 0;
  }
  int status;
  waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}
