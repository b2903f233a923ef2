// Intent: strings whose count lies in a header before them: a forgotten one, though others are in a struct on the stack.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <refsan/refsan.h>
#include <stdlib.h>
#include <string.h>

typedef char *text;
struct header {
  unsigned length;
  unsigned refs;
};
#define HEADER(t) ((struct header *)(t) - 1)

text text_new(const char *from) {
  size_t length = strlen(from);
  struct header *h = malloc(sizeof *h + length + 1);
  h->length = length;
  h->refs = 1;
  memcpy(h + 1, from, length + 1);
  return (text)(h + 1);
}
text text_share(text t) {
  HEADER(t)->refs++;
  return t;
}
void text_drop(text t) {
  if (--HEADER(t)->refs == 0)
    free(HEADER(t));
}
REFSAN_RETAIN(text_share, 1);
REFSAN_RELEASE(text_drop, 1);

struct list {
  text word;
  struct {
    text part;
    int kind;
  } all[3];
  int length;
};
static int add(struct list *l, text t) {
  text mine = text_share(t);
  if (l->length == 3) {
#ifdef CLEAN
    text_drop(mine);
#endif
    return 0;
  }
  l->all[l->length].kind = 1;
  l->all[l->length++].part = mine;
  return 1;
}

int main(void) {
  struct list l = {.word = text_new("while")};
  int added = 0;
  for (int i = 0; i < 4; i++)
    added += add(&l, l.word);
  for (int i = 0; i < l.length; i++)
    text_drop(l.all[i].part);
  text_drop(l.word);
  return added == 3 ? 0 : 1;
}
// CHECK: RefSan: 1 forgotten reference (14 bytes)
// CHECK: header  14 bytes  strong 1
// CHECK: perhaps the one taken at {{.*}}.c:46:15 in add
