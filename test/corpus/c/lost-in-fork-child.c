// corpus: leak class=lost members=1 bytes=77
// fixed: clean
// The child reports its own leak and fails; what the parent shared with it is judged in both.
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static char *shared;

int main(void) {
  shared = malloc(10);
  pid_t child = fork();
  if (!child) {
    char *volatile block = malloc(77);
    block[0] = 1;
#ifdef FIXED
    free(block);
#endif
    return 0;
  }
  int status;
  waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}
