// corpus: clean
// flags: -pthread
// The main thread ends first, the last thread ends the process.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *work(void *argument) {
  usleep(20000);
  free(argument);
  return NULL;
}

int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, work, malloc(20)))
    return 2;
  pthread_detach(thread);
  pthread_exit(NULL);
}
