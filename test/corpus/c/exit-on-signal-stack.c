// corpus: clean exit=4
// exit in a signal handler that runs on an alternate stack: main's own stack counts.
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static void handle(int signal) {
  char *own = malloc(30);
  own[0] = 4;
  exit(own[0] + 0 * signal);
}

int main(void) {
  stack_t stack = {.ss_sp = malloc(65536), .ss_size = 65536};
  sigaltstack(&stack, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof(action));
  action.sa_handler = handle;
  action.sa_flags = SA_ONSTACK;
  sigaction(SIGUSR1, &action, NULL);
  char *volatile block = malloc(20);
  block[0] = 1;
  raise(SIGUSR1);
  free(block);
  return 0;
}
