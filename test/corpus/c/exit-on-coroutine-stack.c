// corpus: clean exit=2
// exit in a coroutine whose stack is a mapping: its frames count, and main's own do.
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

static ucontext_t main_context, coroutine;

static void body(void) {
  char *volatile own = malloc(44);
  own[0] = 2;
  exit(own[0]);
}

int main(void) {
  char *volatile block = malloc(9);
  block[0] = 1;
  getcontext(&coroutine);
  coroutine.uc_stack.ss_sp = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  coroutine.uc_stack.ss_size = 65536;
  coroutine.uc_link = &main_context;
  makecontext(&coroutine, body, 0);
  swapcontext(&main_context, &coroutine);
  free(block);
  return 0;
}
