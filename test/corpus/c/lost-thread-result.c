// corpus: leak class=lost members=1 bytes=32
// fixed: clean
// flags: -pthread
// pthread_join gives the result to nobody.
#include <pthread.h>
#include <stdlib.h>

static void *work(void *argument) {
  (void)argument;
  return calloc(1, 32);
}

int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, work, NULL))
    return 2;
#ifdef FIXED
  void *result;
  pthread_join(thread, &result);
  free(result);
#else
  pthread_join(thread, NULL);
#endif
  return 0;
}
