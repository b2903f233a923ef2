// corpus: clean
// flags: -pthread
// Assembly puts the only pointers into registers and tells the compiler nothing of it; threads yield or compute then.
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

static int ready;

static void *in_general(void *argument) {
  void *block = malloc(64);
  (void)argument;
  __asm__ volatile("mov %0, %%r14\n\tmov $0, %0" : "+a"(block));
  __atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
  while (1)
    sched_yield();
}

static void *in_vector(void *argument) {
  void *block = malloc(64);
  (void)argument;
  __asm__ volatile("movq %0, %%xmm0\n\tmov $0, %0" : "+a"(block));
  __atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
  while (1)
    sched_yield();
}

static void *in_vector_while_spinning(void *argument) {
  void *block = malloc(64);
  (void)argument;
  __asm__ volatile("movq %0, %%xmm9\n\tmov $0, %0" : "+a"(block));
  __atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
  while (1)
    __asm__ volatile("pause");
}

int main(void) {
  pthread_t thread;
  void *(*const work[])(void *) = {in_general, in_vector, in_vector_while_spinning};
  for (int i = 0; i < 3; ++i)
    if (pthread_create(&thread, NULL, work[i], NULL))
      return 2;
  while (__atomic_load_n(&ready, __ATOMIC_ACQUIRE) < 3)
    sched_yield();
  return 0;
}
