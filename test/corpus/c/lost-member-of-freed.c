// corpus: leak class=lost members=1 bytes=6
// fixed: clean
// free of a structure without what it owns.
#include <stdlib.h>
#include <string.h>

struct person {
  char *name;
  int age;
};

int main(void) {
  struct person *person = malloc(sizeof(*person));
  person->name = strdup("Alice");
  person->age = 30;
  int age = person->age;
#ifdef FIXED
  free(person->name);
#endif
  free(person);
  return age != 30;
}
