// corpus: clean exit=3
// exit while a coroutine of makecontext is suspended, whose stack is a block that a global keeps.
#include <stdlib.h>
#include <ucontext.h>

static ucontext_t main_context, coroutine;
static char *stack;

static void body(void) {
  char *volatile block = malloc(53);
  block[0] = 3;
  swapcontext(&coroutine, &main_context);
  free(block);
}

int main(void) {
  stack = malloc(65536);
  getcontext(&coroutine);
  coroutine.uc_stack.ss_sp = stack;
  coroutine.uc_stack.ss_size = 65536;
  coroutine.uc_link = &main_context;
  makecontext(&coroutine, body, 0);
  swapcontext(&main_context, &coroutine);
  exit(3);
}
