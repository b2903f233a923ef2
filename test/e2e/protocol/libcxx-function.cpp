// Intent: a handle captured by a lambda inside the function object itself is found (libc++).
// REQUIRES: libcxx
// RUN: %clangxx_refsan -stdlib=libc++ %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN -stdlib=libc++ %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <functional>
#include <memory>

struct Button {
  std::function<void()> on_click;
  int clicks = 0;
};

int main() {
  auto button = std::make_shared<Button>();
  // CHECK: RefSan: 1 reference cycle keeps 1 object
  // CHECK: Button {{.*}}strong 1, weak 0
  // CHECK: on_click holds the object itself {{ *}}taken at {{.*}}.cpp:[[@LINE+8]]
#ifdef CLEAN
  std::weak_ptr<Button> weak = button;
  button->on_click = [weak] {
    if (auto strong = weak.lock())
      ++strong->clicks;
  };
#else
  button->on_click = [button] { ++button->clicks; };
#endif
  button->on_click();
}
