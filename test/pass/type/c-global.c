// Intent: a global variable that a block is stored to tells the block's type.
// RUN: %clang_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
// RUN: %clang_refsan -O2 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <stdlib.h>
struct item { long key; struct item *next; };
struct item *items;
static struct item *last;
// CHECK: site Alloc {{.*}}:[[#@LINE+1]]:{{.*}} of item Many
void array(void) { items = calloc(5, sizeof *items); }
// CHECK: site Alloc {{.*}}:[[#@LINE+1]]:{{.*}} of item Many
struct item *one(void) { return last = malloc(sizeof *last); }
