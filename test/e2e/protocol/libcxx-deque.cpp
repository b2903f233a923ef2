// Intent: elements of a deque are counted from its begin, chunks that it has left do not count (libc++).
// REQUIRES: libcxx
// RUN: %clangxx_refsan -stdlib=libc++ %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -stdlib=libc++ -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <deque>
#include <memory>

struct Truck;
struct Depot {
  std::deque<std::shared_ptr<Truck>> trucks;
};
struct Truck {
  std::shared_ptr<Depot> home;
};
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
  auto depot = std::make_shared<Depot>();
  for (int i = 0; i < 3; ++i)
    depot->trucks.push_back(std::make_shared<Truck>());
  depot->trucks.pop_front();
  auto truck = std::make_shared<Truck>(); // where the one that left was
  truck->home = depot;
  depot->trucks.push_back(truck);
#ifdef CLEAN
  queue->waiting.clear();
  truck->home.reset();
#endif
}
// CHECK: RefSan: 2 reference cycles keep
// CHECK-DAG: trucks[2] holds the {{.*}}taken at {{.*}}.cpp:35:
// CHECK-DAG: waiting[450] holds the object itself {{ *}}taken at {{.*}}.cpp:28:
