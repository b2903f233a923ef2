// Intent: a library that is not instrumented makes and counts the objects; what is declared of it tells types, counts and lines.
// RUN: %clang_plain -DLIBRARY -fPIC -shared %s -o %t.so
// RUN: %clang_refsan %s -o %t %t.so -mllvm -refsan-protocols=%S/Inputs/page.protocols
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean %t.so -mllvm -refsan-protocols=%S/Inputs/page.protocols
// RUN: %silent 0 %run %t-clean

#include <stdlib.h>

struct page {
  long users;
  struct page *next;
};
struct page *page_new(void);
struct page *page_hold(struct page *page);
void page_drop(struct page *page);

#ifdef LIBRARY
struct page *page_new(void) {
  struct page *page = calloc(1, sizeof *page);
  page->users = 1;
  return page;
}
struct page *page_hold(struct page *page) { return page->users++, page; }
void page_drop(struct page *page) {
  if (--page->users)
    return;
  if (page->next)
    page_drop(page->next);
  free(page);
}
#else
int main(void) {
  struct page *first = page_new();
  struct page *second = page_new();
  first->next = page_hold(second);
#ifndef CLEAN
  second->next = page_hold(first);
#endif
  page_drop(first);
  page_drop(second);
}
#endif
// CHECK: RefSan: 1 reference cycle keeps 2 objects (32 bytes) alive
// CHECK: page  16 bytes  strong 1 {{.*}}made at {{.*}}.c:34:24 in main
// CHECK: next holds the next object {{ *}}taken at {{.*}}.c:36:17 by page_hold
// CHECK: page  16 bytes  strong 1 {{.*}}made at {{.*}}.c:35:25 in main
// CHECK: next holds the first object {{ *}}taken at {{.*}}.c:38:18 by page_hold  (closed the cycle)
