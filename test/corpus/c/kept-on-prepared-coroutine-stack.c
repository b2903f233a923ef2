// corpus: leak class=lost members=1 times=2 bytes=106
// fixed: clean
// What is known of a coroutine lies at the end of its own stack, and one of a pool has never run: what it is to run
// with is alive as long as the pool knows it, also where another's stack was.
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { GUARD = 4096, BYTES = 65536 };

struct coroutine {
  ucontext_t context;
  char *argument;
};
static struct coroutine *running, **pool;
static ucontext_t main_context;

static void body(void) { free(malloc(10)); }

static struct coroutine *make(char *argument) {
  char *stack = mmap(NULL, GUARD + BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  mprotect(stack, GUARD, PROT_NONE);
  struct coroutine *made = (struct coroutine *)(stack + GUARD + BYTES) - 1;
  getcontext(&made->context);
  made->context.uc_stack.ss_sp = stack + GUARD;
  made->context.uc_stack.ss_size = BYTES - sizeof *made;
  made->context.uc_link = &main_context;
  makecontext(&made->context, body, 0);
  made->argument = argument;
  return made;
}

int main(void) {
  for (int i = 0; i < 2; ++i) {
    running = make(NULL);
    swapcontext(&main_context, &running->context);
    if (i == 1)
      munmap((char *)(running + 1) - BYTES - GUARD, GUARD + BYTES);
  }
  running = NULL;
  memset(&main_context, 0, sizeof main_context); // it has the arguments of swapcontext
  pool = calloc(2, sizeof *pool);
  for (int i = 0; i < 2; ++i)
    pool[i] = make(malloc(53));
#ifndef FIXED
  pool[0] = pool[1] = NULL;
#endif
  return 0;
}
