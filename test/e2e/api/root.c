// Intent: mapped memory is no root, unless it is registered as one.
// RUN: %clang_refsan %s -o %t
// RUN: %silent 0 %run %t
// RUN: %exits 23 %run %t unregistered 2>&1 | FileCheck %s
// RUN: %exits 24 %run %t twice 2>&1 | FileCheck %s --check-prefix=CHECK-TWICE

#include <refsan/refsan.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

int main(int argc, char **argv) {
  void **page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  page[7] = malloc(10);
  memset(page[7], 1, 10);
  refsan_register_root(page, 4096);
  if (argc > 1)
    refsan_unregister_root(page, 4096);
  if (argc > 1 && !strcmp(argv[1], "twice"))
    refsan_unregister_root(page, 4096);
}
// CHECK: RefSan: 1 lost object (10 bytes)
// CHECK-TWICE: RefSan: a root is unregistered that was not registered
