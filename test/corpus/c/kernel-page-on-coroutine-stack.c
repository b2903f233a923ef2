// corpus: clean
// A word where return addresses are looked for is the begin of the kernel's own library: the page before it
// is said to be readable, and cannot be read.
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <ucontext.h>

static ucontext_t main_context;
static struct {
  volatile unsigned long *looked_at; // before the stack pointer
  ucontext_t context;
} coroutine;

static void body(void) {
  volatile unsigned long words[64];
  char *volatile block = malloc(53);
  for (int i = 0; i < 64; ++i)
    words[i] = getauxval(AT_SYSINFO_EHDR);
  coroutine.looked_at = words;
  swapcontext(&coroutine.context, &main_context);
  free(block);
}

int main(void) {
  getcontext(&coroutine.context);
  coroutine.context.uc_stack.ss_size = 64 << 10;
  coroutine.context.uc_stack.ss_sp = mmap(NULL, 64 << 10, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  makecontext(&coroutine.context, body, 0);
  swapcontext(&main_context, &coroutine.context);
  return 0;
}
