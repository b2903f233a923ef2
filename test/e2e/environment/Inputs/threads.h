// Three threads wait, each with a block on its stack; one block is lost, unless CLEAN is defined.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_barrier_t ready;

static void *wait_for_ever(void *argument) {
  char *volatile own = malloc(100);
  own[0] = 1;
  pthread_barrier_wait(&ready);
  for (;;)
    pause();
  return own ? argument : NULL;
}

static void lose(void) {
  char *volatile block = malloc(50);
  block[0] = 1;
#ifdef CLEAN
  free(block);
#endif
}

static void run_threads(void) {
  pthread_barrier_init(&ready, NULL, 4);
  for (int i = 0; i < 3; i++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, wait_for_ever, NULL))
      abort();
  }
  pthread_barrier_wait(&ready);
  lose();
}
