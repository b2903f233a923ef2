// corpus: leak class=cycle members=2 objects=2
// fixed: clean
// A bus holds its listeners, and a listener the bus that it was registered at.
#include <memory>
#include <vector>

struct Listener {
  virtual ~Listener() = default;
  virtual void hear(int) = 0;
};
struct Bus {
  std::vector<std::shared_ptr<Listener>> listeners;
};
struct Widget : Listener {
  std::shared_ptr<Bus> bus;
  int last = 0;
  explicit Widget(std::shared_ptr<Bus> to) : bus(std::move(to)) {}
  void hear(int value) override { last = value; }
};

int main() {
  auto bus = std::make_shared<Bus>();
  bus->listeners.push_back(std::make_shared<Widget>(bus));
  for (auto &listener : bus->listeners)
    listener->hear(3);
#ifdef FIXED
  bus->listeners.clear();
#endif
  return 0;
}
