// corpus: leak class=lost members=1 times=2 bytes=40
// fixed: clean
// flags: -pthread
// Threads are in loops that they never leave: what they had made before is in scope, though the loop does not use it.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

struct job {
  char *name;
  char *place;
};
static atomic_int running;
static volatile long steps;

static struct job *make(void) {
  struct job *job = malloc(sizeof(*job));
  job->place = malloc(20);
  job->place[0] = 1;
#ifdef FIXED
  free(job->place);
#endif
  job->place = NULL;
  job->name = malloc(100);
  job->name[0] = 1;
  return job;
}

__attribute__((noinline)) static long next(void) {
  usleep(1000);
  return 1;
}

static void *wait_elsewhere(void *unused) {
  struct job *job = make();
  char *scratch = malloc(30);
  scratch[0] = job->name[0];
  (void)unused;
  running++;
  for (;;)
    steps += next();
}

static void *compute(void *unused) {
  struct job *job = make();
  (void)job;
  (void)unused;
  running++;
  for (;;)
    steps++;
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, wait_elsewhere, NULL);
  pthread_create(&thread, NULL, compute, NULL);
  while (running < 2)
    usleep(100);
  return 0;
}
