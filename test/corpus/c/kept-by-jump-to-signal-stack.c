// corpus: clean
// A coroutine that was made as a handler on a stack for signals, which is still the thread's: what it has lies
// above the stack pointer that it is to go on with.
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>

static struct coroutine {
  jmp_buf resume, back;
  char *stack;
} *coroutine;
static volatile int started;

static void body(void) {
  char *volatile words[8];
  for (int i = 0; i < 8; ++i)
    words[i] = malloc(53);
  if (!_setjmp(coroutine->resume))
    _longjmp(coroutine->back, 1);
  for (int i = 0; i < 8; ++i)
    free(words[i]);
  _longjmp(coroutine->back, 1);
}

static void handle(int number) {
  started = number;
  if (_setjmp(coroutine->resume))
    body(); // not as a handler any more
}

int main(void) {
  coroutine = malloc(sizeof(*coroutine));
  coroutine->stack = malloc(64 << 10);
  stack_t stack = {.ss_sp = coroutine->stack, .ss_size = 64 << 10};
  struct sigaction action = {.sa_handler = handle, .sa_flags = SA_ONSTACK};
  if (sigaltstack(&stack, NULL) || sigaction(SIGUSR1, &action, NULL))
    return 2;
  raise(SIGUSR1);
  if (started && !_setjmp(coroutine->back))
    _longjmp(coroutine->resume, 1);
  return 0;
}
