// Intent: a union's members are told apart by what they lead to: an array of pointers, a counted object; else both are named.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdlib.h>

enum kind { IS_LINK, IS_LIST, IS_TEXT };
struct node {
  int refs;
  enum kind kind;
  union {
    struct node *link;
    struct {
      struct node **items;
      int count;
    } list;
    char *text;
  } u;
  union {
    struct node *owner;
    struct node *spare;
  } v;
};
static struct node *node_get(struct node *n) {
  n->refs++;
  return n;
}
static void node_put(struct node *n) {
  if (!n || --n->refs)
    return;
  if (n->kind == IS_LINK)
    node_put(n->u.link);
  for (int i = 0; n->kind == IS_LIST && i < n->u.list.count; i++)
    node_put(n->u.list.items[i]);
  if (n->kind != IS_LINK)
    free(n->kind == IS_LIST ? (void *)n->u.list.items : n->u.text);
  node_put(n->v.owner);
  free(n);
}
REFSAN_RETAIN(node_get, 1);
REFSAN_RELEASE(node_put, 1);

static struct node *node_new(enum kind kind) {
  struct node *n = calloc(1, sizeof *n);
  n->refs = 1;
  n->kind = kind;
  return n;
}
static void add(struct node *list, struct node *item) {
  list->u.list.items = realloc(list->u.list.items, (list->u.list.count + 1) * sizeof *list->u.list.items);
  list->u.list.items[list->u.list.count++] = node_get(item);
}

int main(void) {
  struct node *list = node_new(IS_LIST), *text = node_new(IS_TEXT), *link = node_new(IS_LINK);
  add(list, text);
  add(list, link);
#ifndef CLEAN
  link->u.link = node_get(list);
  text->v.owner = node_get(list);
#endif
  node_put(text);
  node_put(link);
  node_put(list);
  return 0;
}
// CHECK: RefSan: 1 reference cycle keeps 4 objects
// CHECK: cycle 1   3 objects
// CHECK-DAG: u.list.items[0] holds {{.*}}taken at {{.*}}.c:54:
// CHECK-DAG: u.list.items[1] holds {{.*}}taken at {{.*}}.c:54:
// CHECK-DAG: u.link holds {{.*}}taken at {{.*}}.c:62:
// CHECK-DAG: v.owner or v.spare holds {{.*}}taken at {{.*}}.c:63:
