// Intent: what a leaked block holds is stored at -O2 too, though nobody reads it: the check finds by it what the block owns.
// RUN: %clang_refsan -O2 -S -emit-llvm %s -o - | FileCheck %s
#include <stdlib.h>
struct node { struct node *next; };

// CHECK-LABEL: define {{.*}} @lose(
void lose(void) {
  // CHECK: [[FIRST:%.*]] = {{.*}}call {{.*}} @__refsan_malloc(
  // CHECK: [[SECOND:%.*]] = {{.*}}call {{.*}} @__refsan_malloc(
  // CHECK: store ptr [[SECOND]], ptr [[FIRST]],
  struct node *first = malloc(sizeof *first);
  first->next = malloc(sizeof *first);
}
