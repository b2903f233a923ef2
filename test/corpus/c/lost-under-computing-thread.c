// corpus: leak class=lost members=1 owned=1 bytes=16
// fixed: clean
// flags: -pthread
// A detached thread has lost a list and computes ever after: what the functions that it called left below its frame
// keeps nothing.
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

struct node {
  struct node *next;
  long value;
};
static volatile int begun;
static volatile long steps;

__attribute__((noinline)) static struct node *make(struct node *next) {
  struct node *node = malloc(sizeof(*node));
  node->next = next;
  node->value = 3;
  return node;
}

static void *compute(void *unused) {
  (void)unused;
  struct node *first = make(make(make(NULL)));
#ifdef FIXED
  free(first->next->next);
  free(first->next);
#endif
  free(first);
  first = NULL;
  begun = 1;
  for (;;)
    steps++;
}

int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, compute, NULL))
    return 1;
  pthread_detach(thread);
  while (!begun)
    sched_yield();
  return 0;
}
