// corpus: clean
// flags: -pthread
// Coroutines wait on stacks that the allocator gave: never begun, with arguments on the stack; with the context on it;
// begun in another thread. Memory of a stack that was freed becomes a table.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

enum { SIZE = 32 << 10, MANY = 4 };
static ucontext_t main_context, contexts[MANY], *inside;
static char *stacks[MANY];

static void begin(ucontext_t *context, int i, void (*body)(void)) {
  getcontext(context);
  stacks[i] = malloc(SIZE);
  context->uc_stack.ss_sp = stacks[i];
  context->uc_stack.ss_size = SIZE;
  context->uc_link = &main_context;
  makecontext(context, body, 0);
}
static void never(int a, int b, int c, int d, int e, int f, char *g, char *h) { exit(a + b + c + d + e + f + *g + *h); }
static void on_own_stack(void) {
  char *volatile block = malloc(51);
  ucontext_t own;
  inside = &own;
  swapcontext(&own, &main_context);
  free(block);
}
static void plain(void) {
  char *volatile block = malloc(54);
  swapcontext(&contexts[2], &main_context);
  free(block);
}
static void through(void) {}
static void *thread(void *argument) {
  begin(&contexts[2], 2, plain);
  *(char **)stacks[2] = strdup("what is known of it");
  swapcontext(&main_context, &contexts[2]);
  return argument;
}

int main(void) {
  pthread_t other;
  ucontext_t start;
  if (pthread_create(&other, NULL, thread, NULL) || pthread_join(other, NULL))
    return 2;
  begin(&contexts[0], 0, NULL);
  makecontext(&contexts[0], (void (*)(void))never, 8, 1, 2, 3, 4, 5, 6, strdup("low"), strdup("high"));
  begin(&start, 1, on_own_stack);
  swapcontext(&main_context, &start);
  begin(&contexts[3], 3, through);
  swapcontext(&main_context, &contexts[3]);
  free(stacks[3]);
  stacks[3] = malloc(SIZE);
  for (int i = 0; i < 64; ++i)
    ((char **)stacks[3])[i] = strdup("row");
  return 0;
}
