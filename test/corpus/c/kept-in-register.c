// corpus: clean
// flags: -pthread
// A running thread has the only pointer in a register.
#include <pthread.h>
#include <stdlib.h>

static int ready;

static void *work(void *argument) {
  (void)argument;
  char *block = malloc(64);
  __asm__ volatile("mov %0, %%r12\n\t"
                   "xor %0, %0\n\t"
                   "movl $1, %1\n"
                   "1:\n\t"
                   "pause\n\t"
                   "jmp 1b"
                   : "+a"(block), "=m"(ready)
                   :
                   : "r12", "memory");
  return NULL;
}

int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, work, NULL))
    return 2;
  while (!__atomic_load_n(&ready, __ATOMIC_ACQUIRE))
    ;
  return 0;
}
