// corpus: clean
// flags: -pthread
// A thread runs for ever on a small stack of makecontext's in a block, between two pages that nobody may touch.
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { PAGE = 4096, SIZE = 16 * PAGE };
static volatile int running;

static void body(void) {
  char *volatile own = malloc(44);
  own[0] = 1;
  running = 1;
  for (;;)
    sched_yield();
}

static void *work(void *argument) {
  char *pages = aligned_alloc(PAGE, SIZE + 2 * PAGE);
  mprotect(pages, PAGE, PROT_NONE);
  mprotect(pages + PAGE + SIZE, PAGE, PROT_NONE);
  ucontext_t context;
  getcontext(&context);
  context.uc_stack.ss_sp = pages + PAGE;
  context.uc_stack.ss_size = SIZE;
  context.uc_link = NULL;
  makecontext(&context, body, 0);
  setcontext(&context);
  return argument;
}

int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, work, NULL))
    return 2;
  while (!running)
    sched_yield();
  return 0;
}
