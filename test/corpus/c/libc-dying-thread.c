// corpus: clean
// flags: -pthread
// A detached thread that is in the destructor of a key has the loader's message not yet freed.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <unistd.h>

static pthread_key_t key;
static atomic_int dying;

static void destroy(void *value) {
  uintptr_t left = (uintptr_t)value;
  if (left > 1) {
    pthread_setspecific(key, (void *)(left - 1));
    return;
  }
  dying = 1;
  sleep(10);
}

static void *work(void *argument) {
  dlsym(RTLD_DEFAULT, "no such symbol");
  pthread_setspecific(key, (void *)(uintptr_t)PTHREAD_DESTRUCTOR_ITERATIONS);
  return argument;
}

int main(void) {
  pthread_key_create(&key, destroy);
  pthread_t thread;
  if (pthread_create(&thread, NULL, work, NULL))
    return 2;
  pthread_detach(thread);
  while (!dying)
    sched_yield();
  return 0;
}
