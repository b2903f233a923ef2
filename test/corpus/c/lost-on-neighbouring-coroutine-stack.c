// corpus: leak class=lost members=1 bytes=53
// fixed: clean
// A coroutine is through, and its stack waits for the next one beside that of another, which is suspended and
// keeps a block: the system has made one mapping of both, and a word of the first is left there.
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { SIZE = 64 << 10 };
static ucontext_t main_context, coroutines[3];

static void body(int number) {
  char *volatile words[8];
  for (int i = 0; i < 8; ++i)
    words[i] = malloc(number == 1 ? 48 : 53);
  if (number == 1)
    swapcontext(&coroutines[number], &main_context);
  for (int i = 0; i < 8; ++i)
#ifndef FIXED
    if (number != 2 || i != 5)
#endif
      free(words[i]);
}

int main(void) {
  char *stacks = mmap(NULL, 3 * SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  for (int i = 0; i < 3; ++i) {
    getcontext(&coroutines[i]);
    coroutines[i].uc_stack.ss_sp = stacks + i * SIZE;
    coroutines[i].uc_stack.ss_size = SIZE;
    coroutines[i].uc_link = &main_context;
    makecontext(&coroutines[i], (void (*)(void))body, 1, i);
    swapcontext(&main_context, &coroutines[i]);
  }
  return 0;
}
