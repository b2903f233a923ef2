// corpus: leak class=lost members=1 bytes=50 times=1
// fixed: clean
// flags: -pthread
// A thread waits in a loop for ever, and loses a block in the loop before it waits.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_int running;

static void use(char *block) { snprintf(block, 50, "%p", (void *)block); }

static void *work(void *arg) {
  char *block = malloc(50);
  use(block);
#ifdef FIXED
  free(block);
#endif
  for (block = arg;;) {
    running = 1;
    usleep(1000);
  }
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, work, NULL);
  while (!running)
    usleep(100);
  return 0;
}
