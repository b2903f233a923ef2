// corpus: leak class=lost members=1 bytes=52
// fixed: clean
// Allocated in a handler that runs on a stack of its own.
#include <signal.h>
#include <stdlib.h>

static char stack[65536];

static void handle(int number) {
  char *volatile block = malloc(52);
  block[0] = (char)number;
#ifdef FIXED
  free(block);
#endif
}

int main(void) {
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof(stack)};
  struct sigaction action = {.sa_handler = handle, .sa_flags = SA_ONSTACK};
  if (sigaltstack(&alternate, NULL) || sigaction(SIGUSR1, &action, NULL))
    return 2;
  raise(SIGUSR1);
  __builtin_memset(stack, 0, sizeof(stack));
  return 0;
}
