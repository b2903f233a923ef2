// corpus: clean
// flags: -pthread
// A thread allocates while it holds the loader's lock: the check takes none while threads are stopped.
#define _GNU_SOURCE
#include <link.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

static volatile int inside;

static int visit(struct dl_phdr_info *info, size_t size, void *argument) {
  (void)info, (void)size, (void)argument;
  for (int round = 0; round < 20000; round++) {
    char *volatile block = malloc(100);
    block[0] = 1;
    inside = 1;
    free(block);
  }
  return 1;
}

static void *work(void *argument) {
  dl_iterate_phdr(visit, NULL);
  return argument;
}

int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, work, NULL))
    return 2;
  while (!inside)
    sched_yield();
  return 0;
}
