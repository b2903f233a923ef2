// Intent: an ignored object, told by a pointer to or into it, is no leak, and what it reaches is none.
// RUN: %clang_refsan %s -o %t
// RUN: %silent 0 %run %t
// RUN: %exits 23 %run %t leak 2>&1 | FileCheck %s

#include <refsan/refsan.h>
#include <stdlib.h>

struct node {
  struct node *next;
  char text[1000];
};

static void lose(int only_first) {
  struct node *first = malloc(sizeof *first), *second = malloc(sizeof *second);
  first->next = malloc(sizeof *first);
  first->next->next = NULL;
  second->next = NULL;
  refsan_ignore_object(first);
  if (!only_first)
    refsan_ignore_object(second->text + 500);
  refsan_ignore_object(&first); // not of the heap
  refsan_ignore_object(NULL);
}

int main(int argc, char **argv) {
  lose(argc > 1);
  return argv == NULL;
}
// CHECK: RefSan: 1 lost object (1008 bytes)
