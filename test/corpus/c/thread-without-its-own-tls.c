// corpus: clean
// A task of clone, without CLONE_SETTLS: it has its maker's thread pointer and a stack that no library knows.
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static volatile int ready;

static int work(void *argument) {
  ready = 1;
  for (;;)
    pause();
  return argument != NULL;
}

int main(void) {
  char *stack = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM;
  if (stack == MAP_FAILED || clone(work, stack + 65536, flags, NULL) < 0)
    return 2;
  while (!ready)
    usleep(100);
  return 0;
}
