// corpus: clean
// Coroutines left stacks that the allocator gave by setcontext and by longjmp: where they are to go on, somebody keeps.
#include <setjmp.h>
#include <stdlib.h>
#include <ucontext.h>

enum { SIZE = 32 << 10 };
static ucontext_t main_context, kept;
static jmp_buf main_jump, jump;

static void by_getcontext(void) {
  char *volatile block = malloc(52);
  volatile int back = 0;
  getcontext(&kept);
  if (!back++)
    setcontext(&main_context);
  free(block);
}
static void by_jump(void) {
  char *volatile block = malloc(53);
  if (!setjmp(jump))
    longjmp(main_jump, 1);
  free(block);
}
static void begin(ucontext_t *context, void (*body)(void)) {
  getcontext(context);
  context->uc_stack.ss_sp = malloc(SIZE);
  context->uc_stack.ss_size = SIZE;
  context->uc_link = &main_context;
  makecontext(context, body, 0);
}

int main(void) {
  ucontext_t start;
  begin(&start, by_getcontext);
  swapcontext(&main_context, &start);
  begin(&start, by_jump);
  if (!setjmp(main_jump))
    setcontext(&start);
  return 0;
}
