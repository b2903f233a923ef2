// corpus: leak class=lost bytes=50
// policy: Memory of mmap is no root unless it is registered as one.
#include <stdlib.h>
#include <sys/mman.h>

int main(void) {
  char **page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED)
    return 2;
  page[10] = malloc(50);
  return 0;
}
