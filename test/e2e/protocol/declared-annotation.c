// Intent: functions annotated where they are declared, without a header of RefSan's.
// RUN: %clang_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <stdlib.h>

struct page {
  int users;
  struct page *other;
};
__attribute__((annotate("refsan: retain 2"))) void page_take(int why, struct page *page);
__attribute__((annotate("refsan: release"))) void page_leave(struct page *page);

void page_take(int why, struct page *page) { page->users += why ? 1 : 0; }
void page_leave(struct page *page) {
  if (--page->users == 0) {
    if (page->other)
      page_leave(page->other);
    free(page);
  }
}
static struct page *page_new(void) {
  struct page *page = calloc(1, sizeof *page);
  page->users = 1;
  return page;
}

int main(void) {
  struct page *page = page_new();
#ifndef CLEAN
  page->other = page;
  page_take(1, page->other);
#endif
  page_leave(page);
}
// CHECK: RefSan: 1 reference cycle keeps 1 object (16 bytes) alive
// CHECK: other holds the object itself {{ *}}taken at {{.*}}.c:[[@LINE-5]]:3 by page_take
