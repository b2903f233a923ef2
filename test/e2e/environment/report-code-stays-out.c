// Intent: the code that writes reports is in memory only where there was something to report.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t %t.out 2>%t.err
// RUN: FileCheck %s --input-file=%t.out
// RUN: FileCheck %s --check-prefix=CHECK-LEAK --input-file=%t.err
// RUN: %clang_refsan -DCLEAN %s -o %t
// RUN: %silent 0 %run %t %t.out
// RUN: FileCheck %s --check-prefix=CHECK-CLEAN --input-file=%t.out

#include <refsan/refsan.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Of the code that is divided from the rest by how it is accessed ("sr"); -1: there is none.
static long kilobytes(void) {
  FILE *file = fopen("/proc/self/smaps", "r");
  char line[512];
  long resident = 0, sum = 0;
  int is_code = 0, found = 0;
  while (fgets(line, sizeof(line), file)) {
    char access[8];
    if (sscanf(line, "%*x-%*x %7s", access) == 1)
      is_code = access[2] == 'x';
    sscanf(line, "Rss: %ld", &resident);
    if (is_code && !strncmp(line, "VmFlags:", 8) && strstr(line, " sr ")) {
      sum += resident;
      found = 1;
    }
  }
  fclose(file);
  return found ? sum : -1;
}

// One may be found in a word that was left behind, not all.
__attribute__((noinline)) static void lose(void) {
  for (int i = 0; i < 10; i++)
#ifdef CLEAN
    free(memset(malloc(40), 1, 40));
#else
    memset(malloc(40), 1, 40);
#endif
}

int main(int, char **argv) {
  freopen(argv[1], "w", stdout);
  long before = kilobytes();
  int found = refsan_check_now();
  // CHECK: nothing leaked: 0 found, 0 kB more
  printf("nothing leaked: %d found, %ld kB more\n", found, kilobytes() - before);
  lose();
  // CHECK-NEXT: some leaked: 1 found, {{[1-9][0-9]*}} kB more
  // CHECK-CLEAN: some leaked: 0 found, 0 kB more
  found = refsan_check_now();
  printf("some leaked: %d found, %ld kB more\n", found, kilobytes() - before);
  // CHECK-NEXT: divided: 1
  // CHECK-CLEAN-NEXT: divided: 1
  printf("divided: %d\n", before >= 0);
  return 0;
}
// CHECK-LEAK: lost objects
