// corpus: clean
// fixed: leak class=lost bytes=65536
// The stack of signal handlers, whose address only the kernel has; once it was taken back nobody has it.
#include <signal.h>
#include <stdlib.h>

int main(void) {
  stack_t stack = {.ss_sp = malloc(65536), .ss_size = 65536};
  sigaltstack(&stack, NULL);
#ifdef FIXED
  stack_t none = {.ss_flags = SS_DISABLE};
  sigaltstack(&none, NULL);
#endif
  return 0;
}
