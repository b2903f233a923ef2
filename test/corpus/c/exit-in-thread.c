// corpus: clean exit=6
// flags: -pthread
// Another thread ends the process while main waits for it.
#include <pthread.h>
#include <stdlib.h>

static void *work(void *argument) { exit(((char *)argument)[0]); }

int main(void) {
  pthread_t thread;
  char *volatile block = malloc(20);
  block[0] = 6;
  if (pthread_create(&thread, NULL, work, block))
    return 2;
  pthread_join(thread, NULL);
  free(block);
  return 0;
}
