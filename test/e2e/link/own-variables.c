// Intent: the runtime's variables lie in sections of their own, none of the program's among them: they are no roots, the program's are.
// RUN: %clang_refsan %s -o %t && %run %t | FileCheck %s
#include <stdio.h>
#include <stdlib.h>

#define SECTION(name) extern char __start_##name[], __stop_##name[] __attribute__((visibility("hidden")))
SECTION(refsan_data);
SECTION(refsan_bss);

static void *kept;
static void *also_kept = &kept;

static int isOwn(void *variable) {
  char *p = variable;
  return (p >= __start_refsan_data && p < __stop_refsan_data) || (p >= __start_refsan_bss && p < __stop_refsan_bss);
}

int main(void) {
  kept = malloc(10);
  also_kept = malloc(20);
  // CHECK: 1 1 0 0
  printf("%d %d %d %d\n", __stop_refsan_data > __start_refsan_data, __stop_refsan_bss > __start_refsan_bss, isOwn(&kept),
         isOwn(&also_kept));
}
