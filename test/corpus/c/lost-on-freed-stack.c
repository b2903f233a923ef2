// corpus: leak class=lost members=1 bytes=53
// A coroutine was given up, and the block its stack was in is freed: what only its frames held is lost.
#include <stdlib.h>
#include <ucontext.h>

static ucontext_t main_context, coroutine;

static void body(void) {
  char *volatile block = malloc(53);
  block[0] = 3;
  swapcontext(&coroutine, &main_context);
  free(block);
}

int main(void) {
  char *stack = malloc(65536);
  getcontext(&coroutine);
  coroutine.uc_stack.ss_sp = stack;
  coroutine.uc_stack.ss_size = 65536;
  coroutine.uc_link = &main_context;
  makecontext(&coroutine, body, 0);
  swapcontext(&main_context, &coroutine);
  free(stack);
  return 0;
}
