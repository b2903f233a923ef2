// corpus: leak class=lost findings=2
// policy: A list with xor'ed links has no pointers in memory. Such a program has to declare its blocks as ignored.
#include <stdint.h>
#include <stdlib.h>

struct node {
  uintptr_t both;
};
uintptr_t head;

int main(void) {
  struct node *a = malloc(sizeof(*a)), *b = malloc(sizeof(*b));
  a->both = (uintptr_t)b ^ 0x5a5a;
  b->both = (uintptr_t)a ^ 0x5a5a;
  head = (uintptr_t)a ^ 0x5a5a;
  return 0;
}
