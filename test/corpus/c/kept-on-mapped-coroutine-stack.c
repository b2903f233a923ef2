// corpus: leak class=lost members=1 bytes=53
// fixed: clean
// A coroutine of makecontext is suspended on a stack in pages of mmap: what it holds is alive as long as the stack is there.
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { BYTES = 65536 };

struct coroutine {
  ucontext_t context;
  void *stack;
};
static struct coroutine *current;
static ucontext_t main_context;

static void body(void) {
  char *volatile block = malloc(53);
  block[0] = 3;
  swapcontext(&current->context, &main_context);
  free(block);
}

int main(void) {
  current = malloc(sizeof *current);
  current->stack = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  getcontext(&current->context);
  current->context.uc_stack.ss_sp = current->stack;
  current->context.uc_stack.ss_size = BYTES;
  current->context.uc_link = &main_context;
  makecontext(&current->context, body, 0);
  swapcontext(&main_context, &current->context);
#ifndef FIXED
  munmap(current->stack, BYTES);
  free(current);
  current = NULL;
#endif
  return 0;
}
