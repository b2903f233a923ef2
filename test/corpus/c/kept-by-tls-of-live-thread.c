// corpus: clean
// flags: -pthread
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static int ready[2];
static __thread char *kept;

static void *work(void *argument) {
  kept = malloc(48);
  kept[0] = *(char *)argument;
  if (write(ready[1], "", 1) != 1)
    abort();
  for (;;)
    pause();
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
