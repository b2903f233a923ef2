// corpus: leak class=lost members=1 bytes=300
// fixed: clean
// flags: -pthread
// Thread-local variables end with the thread; glibc keeps the memory for the next one.
#include <pthread.h>
#include <stdlib.h>

static __thread char *local;

static void *work(void *argument) {
  local = malloc(300);
  local[0] = 1;
#ifdef FIXED
  free(local);
#endif
  return argument;
}

int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, work, NULL))
    return 2;
  pthread_join(thread, NULL);
  return 0;
}
