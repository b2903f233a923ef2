// corpus: leak class=cycle members=3 objects=3 field=closed,slots[1],window
// fixed: clean
// Slots of one object hold the other, which holds the first.
#include <functional>
#include <memory>
#include <vector>

struct Signal {
  std::vector<std::function<void(int)>> slots;
};
struct Window {
  std::shared_ptr<Signal> closed = std::make_shared<Signal>();
  int status = 0;
};

static void work() {
  auto window = std::make_shared<Window>();
  window->closed->slots.push_back([](int) {});
#ifdef FIXED
  Window *raw = window.get();
  window->closed->slots.push_back([raw](int status) { raw->status = status; });
#else
  window->closed->slots.push_back([window](int status) { window->status = status; });
#endif
  for (auto &slot : window->closed->slots)
    slot(1);
}

int main() { work(); }
