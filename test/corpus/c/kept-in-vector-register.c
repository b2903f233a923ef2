// corpus: clean
// flags: -pthread
// The pointer is in a vector register of a running thread and nowhere else.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static int ready;

static void *work(void *argument) {
  char wipe[4096];
  (void)argument;
  char *volatile block = malloc(64);
  char *taken = block;
  block = NULL;
  __asm__ volatile("movq %0, %%xmm7\n\t"
                   "xor %0, %0\n\t"
                   "mov %2, %%rdi\n\t"
                   "mov $4096, %%rcx\n\t"
                   "xor %%eax, %%eax\n\t"
                   "rep stosb\n\t"
                   "xor %%ebx, %%ebx\n\t"
                   "movl $1, %1\n"
                   "1:\n\t"
                   "pause\n\t"
                   "jmp 1b"
                   : "+r"(taken), "=m"(ready)
                   : "r"(wipe)
                   : "rax", "rbx", "rcx", "rdi", "xmm7", "memory");
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
