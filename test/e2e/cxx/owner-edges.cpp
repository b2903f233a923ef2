// Intent: what a field alone owns was taken where it was made: unique_ptr, the lambda in a std::function.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <functional>
#include <memory>

struct Page;
struct Hidden {
  std::shared_ptr<Page> page;
};
struct Page {
  std::unique_ptr<Hidden> hidden = std::make_unique<Hidden>();
};
struct Timer : std::enable_shared_from_this<Timer> {
  std::function<void()> tick;
  int ticks = 0;
  void start() {
    tick = [this, self = shared_from_this()] { ++ticks; };
  }
};

int main() {
  auto page = std::make_shared<Page>();
  page->hidden->page = page;
  auto timer = std::make_shared<Timer>();
  timer->start();
  timer->tick();
#ifdef CLEAN
  page->hidden->page.reset();
  timer->tick = nullptr;
#endif
}
// CHECK: RefSan: 2 reference cycles keep 4 objects
// CHECK-DAG: hidden holds the next object, as its only owner {{ *}}since it was made at {{.*}}.cpp:15:
// CHECK-DAG: page holds the first object {{ *}}taken at {{.*}}.cpp:27:
// CHECK-DAG: tick holds the next object, as its only owner {{ *}}since it was made at {{.*}}.cpp:21:
// CHECK-DAG: self holds the first object {{ *}}taken at {{.*}}.cpp:21:
