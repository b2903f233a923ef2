// corpus: clean
// flags: -pthread
// A thread is in a handler when the program ends: what it has on its signal stack counts.
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static char stack[64 << 10];
static int ready[2];

static void handle(int number) {
  char *volatile words[8];
  for (int i = 0; i < 8; ++i)
    words[i] = malloc(53);
  if (write(ready[1], "", 1) == 1)
    for (;;)
      pause();
  for (int i = 0; i < 8; ++i)
    free(words[i]);
  (void)number;
}

static void *work(void *arg) {
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof(stack)};
  sigaltstack(&alternate, NULL);
  raise(SIGUSR1);
  return arg;
}

int main(void) {
  struct sigaction action = {.sa_handler = handle, .sa_flags = SA_ONSTACK};
  pthread_t thread;
  char byte;
  if (sigaction(SIGUSR1, &action, NULL) || pipe(ready) || pthread_create(&thread, NULL, work, NULL))
    return 2;
  return read(ready[0], &byte, 1) == 1 ? 0 : 2;
}
