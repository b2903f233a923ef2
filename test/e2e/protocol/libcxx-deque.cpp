// Intent: elements of a deque are counted from its begin, chunks that it has left do not count (libc++).
// REQUIRES: libcxx
// RUN: %clangxx_refsan -stdlib=libc++ %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -stdlib=libc++ -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <deque>
#include <memory>

struct Queue {
  std::deque<std::shared_ptr<Queue>> waiting;
};

int main() {
  auto queue = std::make_shared<Queue>();
  for (int i = 0; i < 1000; ++i)
    queue->waiting.push_back(nullptr);
  for (int i = 0; i < 550; ++i)
    queue->waiting.pop_front();
  queue->waiting.push_back(queue);
#ifdef CLEAN
  queue->waiting.clear();
#endif
}
// CHECK: RefSan: 1 reference cycle keeps
// CHECK: waiting[450] holds the object itself {{ *}}taken at {{.*}}.cpp:21:
