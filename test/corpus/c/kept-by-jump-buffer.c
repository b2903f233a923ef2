// corpus: leak class=lost members=1 bytes=53
// fixed: clean
// Coroutines on pages of mmap that setjmp and longjmp switch between, as emulators have them: what is needed to go on
// is mangled.
#include <setjmp.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { BYTES = 65536 };

struct coroutine {
  sigjmp_buf goes_on;
  void *stack;
};
static struct coroutine *current;
static sigjmp_buf caller;
static ucontext_t started_from;

static void yield(struct coroutine *self) {
  if (sigsetjmp(self->goes_on, 0) == 0)
    siglongjmp(caller, 1);
}

static void body(void) {
  struct coroutine *self = current;
  char *block = malloc(53);
  for (;;) {
    block[0] += 3;
    yield(self);
    if (block[0] == 0)
      free(block);
  }
}

static void start(void) {
  ucontext_t context;
  getcontext(&context);
  context.uc_stack.ss_sp = current->stack;
  context.uc_stack.ss_size = BYTES;
  context.uc_link = NULL;
  makecontext(&context, body, 0);
  if (sigsetjmp(caller, 0) == 0)
    swapcontext(&started_from, &context);
}

static void resume(void) {
  if (sigsetjmp(caller, 0) == 0)
    siglongjmp(current->goes_on, 1);
}

int main(void) {
  current = malloc(sizeof *current);
  current->stack = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  start();
  resume();
  resume();
#ifndef FIXED
  munmap(current->stack, BYTES);
  free(current);
  current = NULL;
#endif
  return 0;
}
