// Intent: a check that does not end in time ends the process with 25 and says so; it is never taken for one without leaks.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 25 %env_refsan_opts=check_timeout_ms=1:json_path=%t.json %run %t 2>&1 | FileCheck %s
// RUN: FileCheck %s --check-prefix=CHECK-JSON < %t.json
// RUN: %exits 25 %env_refsan_opts=check_timeout_ms=1 %run %t now 2>&1 | FileCheck %s
// RUN: %silent 0 %run %t
// RUN: %silent 0 %env_refsan_opts=check_timeout_ms=0 %run %t
// CHECK: RefSan: the check failed: it took longer than check_timeout_ms=1; nothing can be said about leaks
// CHECK-NOT: RefSan
// CHECK-JSON: "error":"the check took too long"
#include <refsan/refsan.h>
#include <stdlib.h>

struct node {
  struct node *next;
} *list;

int main(int argc, char **argv) {
  (void)argv;
  for (int i = 0; i < 300000; i++) {
    struct node *node = malloc(sizeof *node);
    node->next = list;
    list = node;
  }
  if (argc > 1)
    refsan_check_now();
  return 0;
}
