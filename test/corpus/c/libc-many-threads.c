// corpus: clean
// flags: -pthread
// 200 threads at once: their stacks, control blocks and caches are libc's.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static void *work(void *argument) {
  for (int i = 0; i < 100; i++) {
    char *block = malloc(i + 1);
    memset(block, i, i + 1);
    free(block);
  }
  return argument;
}

int main(void) {
  static pthread_t threads[200];
  for (int i = 0; i < 200; i++)
    if (pthread_create(&threads[i], NULL, work, NULL))
      return 2;
  for (int i = 0; i < 200; i++)
    pthread_join(threads[i], NULL);
  return 0;
}
