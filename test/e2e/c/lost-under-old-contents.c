// Intent: what a freed block pointed to is lost, though a block that is used now lies in its place and has the pointer
// in it still: a structure whose fields are not set, a buffer for a text that is shorter.
// RUN: %clang_refsan -g %s -o %t && not %run %t 2>&1 | FileCheck %s
// CHECK: RefSan: 2 lost objects (300 bytes)
// CHECK-DAG: 200 bytes {{.*}}in closePage
// CHECK-DAG: 100 bytes {{.*}}in closeAccount
// RUN: %clang_refsan -g -DCLEAN %s -o %t.clean && %silent 0 %run %t.clean
#include <stdlib.h>
#include <string.h>

struct Account {
  char name[24];
  char *history;
};
__attribute__((noinline)) static void closeAccount(void) {
  struct Account *account = malloc(sizeof *account);
  account->history = malloc(100);
#ifdef CLEAN
  free(account->history);
#endif
  free(account);
}
__attribute__((noinline)) static void closePage(size_t size) {
  char **page = malloc(size);
  page[size / sizeof(char *) - 1] = malloc(200);
#ifdef CLEAN
  free(page[size / sizeof(char *) - 1]);
#endif
  free(page);
}

static struct Account *opened;
static char *text;

int main(int argc, char **argv) {
  closeAccount();
  opened = malloc(sizeof *opened);
  strcpy(opened->name, "Ada");
  closePage(1000 + argc - 1);
  text = malloc(1000 + argc - 1);
  strcpy(text, argv[0]);
}
