// Intent: a lambda that libc++'s function has in a block of its own has the lambda's name in the advice, too.
// REQUIRES: libcxx
// RUN: %clangxx_refsan -stdlib=libc++ %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -stdlib=libc++ -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <functional>
#include <memory>

struct Widget {
  std::function<int()> on_draw;
};

int main() {
  auto widget = std::make_shared<Widget>();
  long a = 1, b = 2, c = 3;
  widget->on_draw = [widget, a, b, c] { return int(a + b + c); };
  int drawn = widget->on_draw();
#ifdef CLEAN
  widget->on_draw = nullptr;
#endif
  return drawn - 6;
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects
// CHECK: lambda at {{.*}}libcxx-large-lambda.cpp:18
// CHECK: to break it: capture `widget` as a `std::weak_ptr` in the lambda at libcxx-large-lambda.cpp:18
