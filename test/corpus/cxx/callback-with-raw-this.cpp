// corpus: leak class=cycle members=1 objects=1 owned=1 field=keep proof=proved
// corpus: leak class=lost members=1 type=Window owned=1
// fixed: clean
// A small lambda lies inside of the std::function: what it captured by plain pointer is not owned by it.
#include <functional>
#include <memory>

struct Button {
  std::function<void()> clicked;
};
struct Window {
  std::shared_ptr<Button> ok = std::make_shared<Button>();
  int clicks = 0;
  std::shared_ptr<Window> keep;
  Window() {
    ok->clicked = [this] { ++clicks; };
  }
};

static void work() {
  auto window = std::make_shared<Window>();
  auto other = std::make_unique<Window>();
  other->ok->clicked();
#ifndef FIXED
  window->keep = window;
  other.release();
#endif
}

int main() { work(); }
