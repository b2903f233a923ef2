// Intent: what is allocated in a scope belongs to it, also by a call that has allocated often before the scope.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t
// RUN: %exits 23 %run %t leak 2>&1 | FileCheck %s
// CHECK: RefSan: 1 object that outlives its scope
// CHECK: int{{.*}}made at {{.*}}scope-after-warm-up.cpp:13
// CHECK: note: checked at the end of the scope 'a request'

#include <refsan/refsan.h>

static int *kept[2];

__attribute__((noinline)) static int *make(int value) { return new int(value); }

int main(int argc, char **) {
  for (int i = 0; i < 5000; ++i) {
    int scope = i < 4999 ? 0 : refsan_scope_begin("a request");
    int *made = make(i);
    if (argc > 1 && scope)
      kept[0] = made;
    else
      delete made;
    if (scope && refsan_scope_end(scope) != (argc > 1))
      return 1;
  }
  delete kept[0];
  return 0;
}
