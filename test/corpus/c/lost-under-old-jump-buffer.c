// corpus: leak class=lost members=1 bytes=40
// fixed: clean
// A parser's jmp_buf is a variable and has the registers of frames that have returned, one of which had the only pointer
// to a buffer. Main's can still be jumped to when exit is called, and what its registers have is alive.
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

static jmp_buf on_error, on_end;
static int sum;

__attribute__((noinline)) static void use(int *numbers, int count) {
  for (int i = 0; i < count; ++i)
    sum += numbers[i] = i * count;
}

__attribute__((noinline)) static int parse(const char *text) {
  if (!*text)
    longjmp(on_error, 1);
  return (int)strlen(text);
}

__attribute__((noinline)) static void load(const char *text) {
  int *numbers = malloc(40);
  use(numbers, 10);
  if (setjmp(on_error)) {
#ifdef FIXED
    free(numbers);
#endif
    return;
  }
  sum += parse(text);
  use(numbers, 10);
  free(numbers);
}

int main(void) {
  load("text");
  load("");
  int *kept = malloc(80);
  use(kept, 20);
  if (setjmp(on_end) == 0)
    exit(0);
  use(kept, 20);
  free(kept);
  return 0;
}
