// corpus: clean
// flags: -pthread
// A thread that sleeps while the process exits keeps what its stack holds.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static int ready[2];

static void *work(void *argument) {
  char *volatile block = malloc(48);
  block[0] = *(char *)argument;
  if (write(ready[1], "", 1) != 1)
    abort();
  for (;;)
    pause();
  free(block);
  return NULL;
}

int main(void) {
  pthread_t thread;
  static char one = 1;
  char byte;
  if (pipe(ready) || pthread_create(&thread, NULL, work, &one))
    return 2;
  return read(ready[0], &byte, 1) != 1;
}
