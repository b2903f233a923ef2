// Intent: a link that sees all modules can tell that a function of another one never comes back: it ends the program
// Intent: or serves for ever. What its callers would use then is in scope all the same.
// REQUIRES: lto
// RUN: %clang_refsan -flto -c -DOTHER %s -o %t.other.o
// RUN: %clang_refsan -flto %s %t.other.o -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %exits 23 %run %t serve 2>&1 | FileCheck %s
// RUN: %clang_refsan -flto -DCLEAN %s %t.other.o -o %t-clean
// RUN: %silent 0 %run %t-clean
// RUN: %silent 0 %run %t-clean serve

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

void finish(int status);
void serve(void);

#ifdef OTHER
static void leave(int signal) { exit(signal == SIGTERM ? 0 : 1); }

void finish(int status) { exit(status); }

void serve(void) {
  signal(SIGTERM, leave);
  for (int rounds = 0;; rounds++) {
    usleep(1000);
    if (rounds == 10)
      raise(SIGTERM);
  }
}
#else
static char *make(int bytes) {
  char *made = malloc(bytes);
  made[0] = 1;
  return made;
}

static int run(int serves) {
  char *first = make(10), *second = make(20), *lost = make(30);
#ifdef CLEAN
  free(lost);
#endif
  lost = make(50);
  if (serves)
    serve();
  else
    finish(0);
  free(lost);
  free(second);
  free(first);
  return 1;
}

int main(int argc, char **argv) {
  char *kept = make(100);
  int status = run(argc > 1 && argv[1]);
  free(kept);
  return status;
}
#endif
// CHECK: RefSan: 1 lost object (30 bytes)
