// Intent: with check_underscore_exit=1 a program that ends by _exit is checked, and a child of fork; one of vfork is not.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %env_refsan_opts=check_underscore_exit=1 %run %t lose 2>&1 | FileCheck %s
// RUN: %exits 23 %env_refsan_opts=check_underscore_exit=1 %run %t child 2>&1 | FileCheck %s
// RUN: %silent 4 %env_refsan_opts=check_underscore_exit=1 %run %t
// RUN: %silent 4 %run %t lose
// CHECK: RefSan: 1 lost object (30 bytes)

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

__attribute__((noinline)) static void lose(void) {
  static struct list *volatile last;
  last = NULL;
  // CHECK: made at {{.*}}underscore-exit.c:[[@LINE+1]]:
  last = malloc(30);
  last = NULL;
}

static int statusOf(pid_t child) {
  int status;
  waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}

int main(int argc, char **argv) {
  void **kept = malloc(8);
  *kept = malloc(20);
  if (argc > 1 && !strcmp(argv[1], "lose"))
    lose();
  pid_t child = vfork();
  if (child == 0)
    _exit(5);
  if (statusOf(child) != 5)
    return 1;
  child = fork();
  if (child == 0) {
    if (argc > 1 && !strcmp(argv[1], "child"))
      lose();
    _Exit(0);
  }
  int status = statusOf(child);
  _exit(status ? status : 4);
}
