// corpus: leak class=lost times=4 objects=4 bytes=80 members=1
// fixed: clean
// flags: -pthread
// Values of a key without a destructor die with their threads.
#include <pthread.h>
#include <stdlib.h>

static pthread_key_t key;

static void *work(void *argument) {
  pthread_setspecific(key, malloc(20));
#ifdef FIXED
  free(pthread_getspecific(key));
#endif
  return argument;
}

int main(void) {
  if (pthread_key_create(&key, NULL))
    return 2;
  for (int i = 0; i < 4; i++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL))
      return 3;
    pthread_join(thread, NULL);
  }
  return 0;
}
