// corpus: leak class=cycle members=2 objects=2 field=handler,timer
// fixed: clean
// A capture that does not fit into std::function has a block of its own.
#include <functional>
#include <memory>
#include <string>

struct Timer {
  std::function<int()> handler;
  int fired = 0;
};

static int work() {
  auto timer = std::make_shared<Timer>();
  std::string name = "a name too long for the short string buffer";
  timer->handler = [timer, name, extra = 5L] { return timer->fired++ + int(name.size() + extra); };
  int size = timer->handler();
#ifdef FIXED
  timer->handler = nullptr;
#endif
  return size;
}

int main() { return work() < 40; }
