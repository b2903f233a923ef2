// corpus: leak class=cycle members=2 objects=2 field=on_click,button type=Button,lambda*
// fixed: clean
// A std::function member captured the object by value.
#include <functional>
#include <memory>

struct Button {
  std::function<void()> on_click;
  int clicks = 0;
};

static int work() {
  auto button = std::make_shared<Button>();
#ifdef FIXED
  button->on_click = [weak = std::weak_ptr<Button>(button)] {
    if (auto button = weak.lock())
      button->clicks++;
  };
#else
  button->on_click = [button] { button->clicks++; };
#endif
  button->on_click();
  return button->clicks;
}

int main() { return work() != 1; }
