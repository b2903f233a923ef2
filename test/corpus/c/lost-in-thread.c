// corpus: leak class=lost members=1 bytes=48
// fixed: clean
// flags: -pthread
#include <pthread.h>
#include <stdlib.h>

static void *work(void *argument) {
  char *volatile block = malloc(48);
  block[0] = *(char *)argument;
#ifdef FIXED
  free(block);
#endif
  return NULL;
}

int main(void) {
  pthread_t thread;
  char one = 1;
  if (pthread_create(&thread, NULL, work, &one))
    return 2;
  pthread_join(thread, NULL);
  return 0;
}
