// corpus: clean
// A callback that captured a reference to the handle holds nothing.
#include <functional>
#include <memory>

struct Button {
  std::function<void()> on_click;
  int clicks = 0;
};

static int work() {
  auto button = std::make_shared<Button>();
  button->on_click = [&button] { button->clicks++; };
  button->on_click();
  return button->clicks;
}

int main() { return work() != 1; }
