// corpus: leak class=lost objects=1 owned=1
// fixed: clean
// A node is taken out of its list, and nobody frees it; its own pointers into the list stay.
#include <stdlib.h>

struct connection {
  struct connection *previous, *next;
  char *buffer;
  int number;
};
static struct connection all = {&all, &all, NULL, -1};

static void add(int number) {
  struct connection *made = malloc(sizeof *made);
  *made = (struct connection){&all, all.next, malloc(256), number};
  all.next->previous = made;
  all.next = made;
}

static void closeOne(int number) {
  for (struct connection *one = all.next; one != &all; one = one->next)
    if (one->number == number) {
      one->previous->next = one->next;
      one->next->previous = one->previous;
#ifdef FIXED
      free(one->buffer);
      free(one);
#endif
      return;
    }
}

int main(void) {
  for (int i = 0; i < 5; i++)
    add(i);
  closeOne(2);
  return 0;
}
