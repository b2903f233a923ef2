// corpus: clean
// Pages of .bss and of a block that cannot be read are passed over.
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

static char large[5 * 4096];
char **kept_before, *kept;

int main(void) {
  char *page = (char *)(((uintptr_t)large + 8191) & ~(uintptr_t)4095);
  kept = malloc(10);
  void *block;
  if (mprotect(page, 4096, PROT_NONE) || posix_memalign(&block, 4096, 3 * 4096))
    return 2;
  kept_before = block;
  kept_before[0] = malloc(11);
  kept_before[1500] = malloc(12);
  return mprotect((char *)block + 4096, 4096, PROT_NONE) != 0;
}
