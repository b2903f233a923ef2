// Intent: a reference that a struct's literal holds is taken where that says, once the literal is an element of an array.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdlib.h>

struct node;
struct link {
  const char *name;
  struct node *to;
};
struct node {
  unsigned refs, count;
  struct link links[3];
};
static struct node *node_new(void) {
  struct node *n = calloc(1, sizeof *n);
  n->refs = 1;
  return n;
}
static struct node *node_ref(struct node *n) {
  n->refs++;
  return n;
}
static void node_unref(struct node *n) {
  if (--n->refs)
    return;
  for (unsigned i = 0; i < n->count; i++)
    node_unref(n->links[i].to);
  free(n);
}
REFSAN_RETAIN(node_ref, 1);
REFSAN_RELEASE(node_unref, 1);

static void link_up(struct node *from, const char *name, struct node *to) {
  node_ref(to);
  from->links[from->count++] = (struct link){name, to};
}
static void link_down(struct node *from, const char *name, struct node *to) {
  struct link made = {.name = name, .to = node_ref(to)};
  from->links[from->count++] = made;
}

int main(void) {
  struct node *a = node_new(), *b = node_new(), *c = node_new();
  link_down(a, "b", b);
  link_up(b, "c", c);
#ifndef CLEAN
  link_up(c, "a", a);
#endif
  node_unref(a);
  node_unref(b);
  node_unref(c);
}
// CHECK: RefSan: 1 reference cycle keeps 3 objects
// CHECK: links[0].to holds {{.*}}taken at {{.*}}.c:43:{{.*}} by node_ref
// CHECK: links[0].to holds {{.*}}taken at {{.*}}.c:39:3 by node_ref
// CHECK: links[0].to holds {{.*}}taken at {{.*}}.c:39:3 by node_ref
