// corpus: clean
// flags: -pthread
// A thread that blocks every signal is stopped all the same; its stack counts.
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static volatile int ready;

static void *work(void *argument) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, NULL);
  char *volatile own = malloc(40);
  own[0] = 1;
  ready = 1;
  for (;;)
    pause();
  return argument;
}

int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, work, NULL))
    return 2;
  while (!ready)
    sched_yield();
  return 0;
}
