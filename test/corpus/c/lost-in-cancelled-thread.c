// corpus: leak class=lost objects=1 bytes=41
// flags: -pthread
// A cancelled thread frees what it has registered, and nothing else.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *run(void *ready) {
  char *volatile lost = malloc(41);
  lost[0] = 1;
  pthread_cleanup_push(free, malloc(40));
  *(volatile int *)ready = 1;
  for (;;)
    pause();
  pthread_cleanup_pop(1);
  return NULL;
}

int main(void) {
  volatile int ready = 0;
  pthread_t thread;
  pthread_create(&thread, NULL, run, (void *)&ready);
  while (!ready)
    usleep(1000);
  pthread_cancel(thread);
  pthread_join(thread, NULL);
  return 0;
}
