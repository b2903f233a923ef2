// corpus: leak class=lost members=1 objects=3 bytes=159
// fixed: clean
// Coroutines on stacks that the allocator gave: words that they left below where they wait keep nothing alive, and
// nothing that one has which is through, and whose stack waits for the next.
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

enum { SIZE = 64 << 10, MANY = 3 };
struct coroutine {
  ucontext_t context;
  char *kept;
};
static ucontext_t main_context;
static struct coroutine *coroutines[MANY];

static void lose(int depth, char *block) {
  char *volatile words[32];
  for (int i = 0; i < 32; ++i)
    words[i] = block;
  if (depth)
    lose(depth - 1, words[3]);
#ifdef FIXED
  else
    free(words[7]);
#endif
}

static void body(int number) {
  char *volatile block = malloc(40);
  lose(3, malloc(53));
  if (number != 1)
    swapcontext(&coroutines[number]->context, &main_context);
  free(block);
}

int main(void) {
  for (int i = 0; i < MANY; ++i) {
    struct coroutine *one = coroutines[i] = malloc(sizeof *one + SIZE);
    getcontext(&one->context);
    one->kept = strdup("kept");
    one->context.uc_stack.ss_sp = one + 1;
    one->context.uc_stack.ss_size = SIZE;
    one->context.uc_link = &main_context;
    makecontext(&one->context, (void (*)(void))body, 1, i);
    swapcontext(&main_context, &one->context);
  }
  return 0;
}
