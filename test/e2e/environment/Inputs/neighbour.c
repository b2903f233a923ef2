// A library to preload: it wraps a function of libc's, and allocates before main and after it.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *kept;

__attribute__((constructor)) static void begin(void) { kept = strdup("kept"); }
__attribute__((destructor)) static void end(void) { free(kept); }

unsigned sleep(unsigned seconds) {
  unsigned (*next)(unsigned) = (unsigned (*)(unsigned))dlsym(RTLD_NEXT, "sleep");
  char *own = strdup(kept);
  unsigned left = next ? next(seconds) : seconds;
  free(own);
  return left;
}
