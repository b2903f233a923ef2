// Intent: a lambda that captures its owner weakly keeps nothing (libc++).
// REQUIRES: libcxx
// RUN: %clangxx_refsan -stdlib=libc++ %s -o %t
// RUN: %silent 0 %run %t

#include <functional>
#include <memory>

struct Button {
  std::function<void()> on_click;
  int clicks = 0;
};

int main() {
  auto button = std::make_shared<Button>();
  std::weak_ptr<Button> weak = button;
  button->on_click = [weak] {
    if (auto strong = weak.lock())
      ++strong->clicks;
  };
  button->on_click();
}
