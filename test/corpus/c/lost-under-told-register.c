// corpus: leak class=lost members=1 bytes=64
// flags: -pthread
// Assembly tells the compiler which register it has filled: what a loop without end does not use is in none any more.
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

static int ready;

static void *work(void *argument) {
  (void)argument;
  {
    void *block = malloc(64);
    __asm__ volatile("movq %0, %%xmm9\n\tmov $0, %0" : "+r"(block) : : "xmm9");
  }
  __atomic_store_n(&ready, 1, __ATOMIC_RELEASE);
  while (1)
    __asm__ volatile("pause");
}

int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, work, NULL))
    return 2;
  while (!__atomic_load_n(&ready, __ATOMIC_ACQUIRE))
    sched_yield();
  return 0;
}
