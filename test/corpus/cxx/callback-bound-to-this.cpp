// corpus: leak class=cycle members=1 objects=1 owned=2 field=self proof=proved
// fixed: clean
// A callback bound to a plain pointer, and an atomic one, do not own what they point to: they are not in the cycle.
#include <atomic>
#include <functional>
#include <memory>

struct Window;
struct Timer {
  std::function<void()> tick;
  std::atomic<Window *> target{nullptr};
};
struct Window {
  void draw(int times) { drawn += times; }
  int drawn = 0;
  std::shared_ptr<Timer> timer = std::make_shared<Timer>();
  std::shared_ptr<Window> self;
};

static void work() {
  auto window = std::make_shared<Window>();
  window->timer->tick = std::bind(&Window::draw, window.get(), 2);
  window->timer->target = window.get();
#ifndef FIXED
  window->self = window;
#endif
}

int main() { work(); }
