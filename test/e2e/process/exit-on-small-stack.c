// Intent: the check needs no room on the stack of the thread, or the coroutine, that calls exit.
// RUN: %clang_refsan -pthread %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck --implicit-check-not=failed %s
// RUN: %exits 23 %run %t coroutine 2>&1 | FileCheck --implicit-check-not=failed %s
// RUN: %clang_refsan -pthread -DCLEAN %s -o %t
// RUN: %silent 0 %run %t
// RUN: %silent 0 %run %t coroutine

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

enum { kStack = 20 << 10 };
static char *label;

static void *leaveAll(void *held) {
  memset(held, 1, 40);
  exit(0);
}
static void leave(void) { leaveAll(malloc(40)); }

int main(int argc, char **argv) {
  (void)argv;
  label = malloc(30);
#ifdef CLEAN
  char *kept = label;
#endif
  label = NULL;
  if (argc > 1) {
    static ucontext_t here, there;
    static char stack[kStack];
    getcontext(&there);
    there.uc_stack.ss_sp = stack;
    there.uc_stack.ss_size = sizeof(stack);
    makecontext(&there, leave, 0);
    swapcontext(&here, &there);
  }
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, PTHREAD_STACK_MIN);
  pthread_t thread;
  if (pthread_create(&thread, &small, leaveAll, malloc(40)) == 0)
    pause();
#ifdef CLEAN
  free(kept);
#endif
  return 1;
}
// CHECK: RefSan: 1 lost object (30 bytes)
// CHECK: exit-on-small-stack.c:[[@LINE-26]]:11 in main
