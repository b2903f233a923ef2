// Intent: a check on demand reports what leaked so far, goes on, and is judged again at exit.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t leak 2>&1 | FileCheck %s
// RUN: %exits 0 %run %t repaired 2>&1 | FileCheck %s --check-prefix=CHECK-REPAIRED
// RUN: %silent 0 %run %t
// RUN: %exits 23 %refsan run --json %t.json %t leak 2>&1 | FileCheck %s --check-prefix=CHECK-ALL
// RUN: grep -c '"on_request":true' %t.json

#include <refsan/refsan.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *held;

// So that its words are not in main's frame.
__attribute__((noinline)) static void fill(int lose) {
  held = malloc(10);
  memset(held, 1, 10);
  if (lose) {
    held = (char *)~(size_t)held; // hidden
  }
}

__attribute__((noinline)) static void repair(void) {
  free((char *)~(size_t)held);
  held = NULL;
}

__attribute__((noinline)) static void overwrite(void) {
  volatile char bytes[4096];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = 0;
}

int main(int argc, char **argv) {
  fill(argc > 1);
  overwrite();
  int found = refsan_check_now();
  if (argc > 1)
    fprintf(stderr, "found %d\n", found);
  if (argc > 1 && !strcmp(argv[1], "repaired"))
    repair();
  return found != (argc > 1);
}
// CHECK: RefSan: 1 lost object (10 bytes)
// CHECK: found 1
// CHECK: RefSan: 1 lost object (10 bytes)
// CHECK-REPAIRED-COUNT-1: RefSan: 1 lost object (10 bytes)
// CHECK-REPAIRED-NOT: RefSan:
// CHECK-ALL: RefSan: 1 process was checked: 1 finding
