// Intent: a temporary that a function was called with has ended behind the statement: what only its memory leads to is lost.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean
// CHECK: RefSan: 1 lost object (4 bytes)
// CHECK: made at {{.*}}ended-temporary.cpp:[[@LINE+17]]

#include <cstdlib>

struct Session {
  int *socket;
  int flags;
};

Session *current;

void use(Session &&session) { *current = session; }

int main(int count, char **) {
  current = new Session;
  for (;; ++count) {
    if (count == 1)
      use(Session{new int(3), 1});
    if (count == 3) {
#ifdef CLEAN
      delete current->socket;
#endif
      current->socket = nullptr;
      std::exit(0);
    }
  }
}
