// corpus: clean
// flags: -pthread
// 50 detached threads allocate and free while main returns.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *work(void *argument) {
  for (;;) {
    char *block = malloc(100);
    ((char *volatile)block)[0] = 1;
    free(block);
  }
  return argument;
}

int main(void) {
  for (int i = 0; i < 50; i++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL))
      return 2;
    pthread_detach(thread);
  }
  usleep(10000);
  return 0;
}
