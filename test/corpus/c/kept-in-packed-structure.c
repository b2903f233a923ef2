// corpus: leak class=lost members=1 bytes=40 owned=1
// fixed: clean
// Pointers at odd addresses, in a global and in blocks. The last connection is dropped with its buffer.
#include <stdlib.h>

struct __attribute__((packed)) connection {
  char kind;
  char *buffer;
  struct connection *next;
  char rest[23];
};
static struct __attribute__((packed)) {
  char many;
  struct connection *first;
} pool;

static void add(char kind) {
  struct connection *c = malloc(sizeof(*c));
  c->kind = kind;
  c->buffer = malloc(64);
  c->next = pool.first;
  pool.first = c;
  ++pool.many;
}

int main(void) {
  for (char kind = 0; kind < 5; ++kind)
    add(kind);
  struct connection *last = pool.first;
  pool.first = last->next;
#ifdef FIXED
  free(last->buffer);
  free(last);
#endif
  return 0;
}
