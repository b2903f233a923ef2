// corpus: clean
// Only pointers into the middle are left: container_of, and a buffer with a header in front.
#include <stdlib.h>

struct link {
  struct link *next;
};
struct object {
  char name[40];
  struct link link;
};
struct link *objects;
char *data;

int main(void) {
  struct object *object = calloc(1, sizeof(*object));
  object->link.next = NULL;
  objects = &object->link;
  long *block = malloc(8 * sizeof(long));
  block[0] = 7;
  data = (char *)(block + 1);
  return 0;
}
