// corpus: leak class=lost members=1 bytes=16
// fixed: clean
// A hand-written count that is raised once too often: one reference is never given up.
#include <stdlib.h>

struct object {
  int references;
  int value;
  long more;
};

static struct object *retain(struct object *object) {
  object->references++;
  return object;
}
static void release(struct object *object) {
  if (--object->references == 0)
    free(object);
}

static int use(struct object *object) {
  struct object *mine = retain(object);
  int value = mine->value;
#ifdef FIXED
  release(mine);
#endif
  return value;
}

int main(void) {
  struct object *object = calloc(1, sizeof(*object));
  object->references = 1;
  int value = use(object);
  release(object);
  return value;
}
