// corpus: clean
// flags: -pthread
// A thread is in a signal handler on a stack of its own; what it holds is on the stack that the signal came to.
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

static char stack_memory[64 << 10];
static atomic_int running;

static void handle(int signal) {
  running = signal;
  for (;;)
    sched_yield();
}

static void *work(void *arg) {
  char *volatile block = malloc(50);
  stack_t stack = {.ss_sp = stack_memory, .ss_size = sizeof stack_memory};
  sigaltstack(&stack, NULL);
  struct sigaction action = {.sa_handler = handle, .sa_flags = SA_ONSTACK};
  sigaction(SIGUSR1, &action, NULL);
  raise(SIGUSR1);
  free(block);
  return arg;
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, work, NULL);
  while (!running)
    sched_yield();
  return 0;
}
