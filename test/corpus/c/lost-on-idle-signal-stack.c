// corpus: leak class=lost members=1 bytes=53
// fixed: clean
// What a handler left on the stack that signals have, in a block with something beside it. The handler is
// through, and what the program keeps beside the stack counts.
#include <signal.h>
#include <stdlib.h>

static struct own {
  void *kept;
  char stack[64 << 10];
  void *kept_behind;
} *own;

static void handle(int number) {
  char *volatile words[8];
  for (int i = 0; i < 8; ++i)
    words[i] = malloc(53);
  for (int i = 0; i < 8; ++i)
#ifndef FIXED
    if (i != 5)
#endif
      free(words[i]);
  (void)number;
}

int main(void) {
  own = malloc(sizeof(*own));
  own->kept = malloc(21);
  own->kept_behind = malloc(22);
  stack_t stack = {.ss_sp = own->stack, .ss_size = sizeof(own->stack)};
  struct sigaction action = {.sa_handler = handle, .sa_flags = SA_ONSTACK};
  if (sigaltstack(&stack, NULL) || sigaction(SIGUSR1, &action, NULL))
    return 2;
  raise(SIGUSR1);
  return 0;
}
