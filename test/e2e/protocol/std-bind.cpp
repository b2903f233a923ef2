// Intent: what std::bind has bound is a reference of the function's that stores it, and the advice is about that.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <functional>
#include <memory>

struct Timer {
  int left = 2;
  std::function<void(int)> on_end;
};
struct Poller : std::enable_shared_from_this<Poller> {
  std::shared_ptr<Timer> timer;
  int polls = 0;
  void poll(int left) { polls += left <= 0; }
  void start() {
    timer = std::make_shared<Timer>();
    timer->on_end = std::bind(&Poller::poll, shared_from_this(), std::placeholders::_1);
  }
};

int main() {
  auto poller = std::make_shared<Poller>();
  poller->start();
  poller->timer->on_end(0);
#ifdef CLEAN
  poller->timer->on_end = nullptr;
#endif
  return poller->polls - 1;
}
// CHECK: RefSan: 1 reference cycle keeps 3 objects
// CHECK: timer holds the next object {{ *}}taken at {{.*}}.cpp:19:
// CHECK: on_end holds the first object {{ *}}taken at {{.*}}.cpp:20:
// CHECK: to break it: let what `Timer::on_end` stores hold a `std::weak_ptr` instead
