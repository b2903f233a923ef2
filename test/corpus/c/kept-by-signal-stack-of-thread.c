// corpus: clean
// flags: -pthread
// A thread handles signals on a stack that only the kernel knows of.
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_int running;

static void *work(void *arg) {
  stack_t stack = {.ss_sp = malloc(64 << 10), .ss_size = 64 << 10};
  sigaltstack(&stack, NULL);
  stack.ss_sp = NULL;
  running = 1;
  for (;;)
    sched_yield();
  return arg;
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, work, NULL);
  while (!running)
    sched_yield();
  return 0;
}
