// Intent: what a thread allocates while it is disabled, and what that reaches, is no leak; the rest is.
// RUN: %clangxx_refsan %s -o %t -pthread
// RUN: %silent 0 %run %t
// RUN: %exits 23 %run %t leak 2>&1 | FileCheck %s

#include <refsan/refsan.h>
#include <cstdlib>
#include <thread>

struct Node {
  Node *next = nullptr;
};

static void lose(bool after) {
  Node *ignored = nullptr;
  {
    refsan::ScopedDisabler outer;
    {
      refsan::ScopedDisabler inner;
      ignored = new Node;
    }
    char *grown = static_cast<char *>(std::malloc(10));
    grown = static_cast<char *>(std::realloc(grown, 10000));
    grown[0] = 1;
  }
  ignored->next = new Node; // reached by what is ignored
  if (after) {
    long *lost = new long[4];
    lost[0] = 1;
  }
}

int main(int argc, char **) {
  refsan::ScopedDisabler here; // not on the other thread
  std::thread(lose, argc > 1).join();
}
// CHECK: RefSan: 1 lost object (32 bytes)
