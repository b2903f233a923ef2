// corpus: leak class=lost members=1 bytes=77
// fixed: clean
// Lost before fork: both processes would report it, but the child leaves by _exit.
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  char *volatile block = malloc(77);
  block[0] = 1;
#ifdef FIXED
  free(block);
#endif
  pid_t child = fork();
  if (!child)
    _exit(0);
  int status;
  waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}
