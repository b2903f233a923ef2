// corpus: leak class=lost members=1 bytes=100
// fixed: clean
// flags: -pthread
// A thread gets the stack of one that has ended, and has not written yet to where that one had a table of addresses.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static atomic_int running;

static void *first(void *arg) {
  char *volatile table[256];
  char *block = malloc(100);
  memset(block, 'b', 100);
  for (int i = 0; i < 256; i++)
    table[i] = block;
#ifdef FIXED
  free(block);
#endif
  return table[255] ? arg : NULL;
}

static void *second(void *arg) {
  char *volatile table[300];
  running = 1;
  for (table[0] = arg;;)
    table[1] = table[0];
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, first, NULL);
  pthread_join(thread, NULL);
  pthread_create(&thread, NULL, second, NULL);
  while (!running)
    ;
  return 0;
}
