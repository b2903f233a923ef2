// corpus: clean
// flags: -pthread
// Threads that have not begun when main returns: only their start has the argument.
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t never = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *argument) {
  pthread_mutex_lock(&never);
  free(argument);
  return NULL;
}

int main(void) {
  pthread_mutex_lock(&never);
  for (int i = 0; i < 20; i++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, malloc(13)))
      return 2;
    pthread_detach(thread);
  }
  return 0;
}
