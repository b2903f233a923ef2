// Intent: pointers that the library keeps for the user (bound arguments, a thread's, a future's value, an atomic) own nothing.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <atomic>
#include <functional>
#include <future>
#include <thread>
struct Widget {
  void draw(int) {}
};
// CHECK: type Holder short Holder size 8 complete
// CHECK-NEXT: 0 at: Raw Many
struct Holder {
  std::atomic<Widget *> at;
};
void *holder() { return new Holder; }
// CHECK: type state of std::thread short state of std::thread size {{[0-9]+}} complete
// CHECK-NEXT: Raw Many
void thread(Widget *w) { std::thread(&Widget::draw, w, 3).join(); }
// CHECK: type result of std::future<Widget> {{.*}} complete
// CHECK-NEXT: 8 -: Storage One
// CHECK-NEXT: 16 -: Raw Many
void set(std::promise<Widget *> &p, Widget *w) { p = std::promise<Widget *>(); }
// CHECK: type std::bind result[] short std::bind result size {{[0-9]+}} private complete
// CHECK-NEXT: Raw Many
std::function<void()> bound(Widget *w) { return std::bind(&Widget::draw, w, 3); }
// CHECK: type state of std::async short state of std::async size {{[0-9]+}} SharedPtr complete
// CHECK-COUNT-2: Owner One
// CHECK-NEXT: Raw Many
auto deferred(Widget *w) { return std::async(std::launch::deferred, &Widget::draw, w, 4); }
