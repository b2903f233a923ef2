#include "base.h"
#include <stdlib.h>

void base_init(struct base *b, void (*destroy)(struct base *)) {
  b->destroy = destroy;
  b->refs = 1;
}
struct base *base_retain(struct base *b) {
  b->refs++;
  return b;
}
void base_release(struct base *b) {
  if (!b || --b->refs)
    return;
  b->destroy(b);
  free(b);
}
