// corpus: clean
// flags: -pthread
// A thread that waits for the child of vfork takes no signal until the child has gone.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static volatile int ready;

static void *work(void *argument) {
  char *volatile own = malloc(13);
  own[0] = 1;
  pid_t child = vfork();
  if (child == 0) {
    ready = 1;
    usleep(500000);
    _exit(0);
  }
  free(own);
  return argument;
}

int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, work, NULL))
    return 2;
  while (!ready)
    usleep(100);
  return 0;
}
