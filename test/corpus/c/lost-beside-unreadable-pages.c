// corpus: leak class=lost members=1 bytes=70
// Pages that nobody may read in a large block and in static data do not end the search of what holds the small one.
#include <stdlib.h>
#include <sys/mman.h>

enum { PAGE = 4096 };
static char data[64 * PAGE] __attribute__((aligned(PAGE)));
static char **kept;

int main(void) {
  kept = aligned_alloc(PAGE, 16 * PAGE);
  char *last = malloc(71);
  last[0] = 1;
  kept[15 * PAGE / sizeof(*kept)] = last;
  char *block = malloc(70);
  block[0] = 1;
  *(char **)data = block;
  *(char **)data = NULL;
  mprotect((char *)kept + 4 * PAGE, 4 * PAGE, PROT_NONE);
  mprotect(data + 4 * PAGE, 4 * PAGE, PROT_NONE);
  return 0;
}
