// corpus: leak class=lost objects=1 bytes=41
// fixed: clean
// flags: -pthread
// A thread ends the program while main waits for it, and holds what it will not use again.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *quit(void *unused) {
  usleep(2000);
  exit(0);
  return unused;
}

int main(void) {
  char *settings = malloc(40), *buffer = malloc(41);
  settings[0] = 1;
  buffer[0] = settings[0];
#ifndef FIXED
  buffer = NULL;
#endif
  pthread_t thread;
  pthread_create(&thread, NULL, quit, NULL);
  pthread_join(thread, NULL);
  return 0;
}
