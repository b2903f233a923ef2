// corpus: leak class=lost members=1 bytes=301
// fixed: clean
// flags: -pthread
// The stack of a joined thread is still mapped, full of pointers.
#include <pthread.h>
#include <stdlib.h>

static void *work(void *argument) {
  char *volatile copies[256];
  char *block = malloc(301);
  for (int i = 0; i < 256; i++)
    copies[i] = block;
  copies[255][0] = 1;
#ifdef FIXED
  free(block);
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
