// corpus: clean
// flags: -pthread
// A thread's variable is in scope in the loop that the thread waits in for ever, though the loop does not use it.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_int running;

static void *work(void *arg) {
  char *block = malloc(50);
  if (snprintf(block, 50, "%p", arg) < 0)
    return block;
  running = 1;
  for (;;)
    usleep(1000);
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, work, NULL);
  while (!running)
    usleep(100);
  return 0;
}
