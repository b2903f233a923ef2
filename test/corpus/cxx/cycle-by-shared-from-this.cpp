// corpus: leak class=cycle members=2 objects=2 field=on_read,self
// fixed: clean
// The weak handle of enable_shared_from_this is not part of it, the captured one is.
#include <functional>
#include <memory>

struct Session : std::enable_shared_from_this<Session> {
  std::function<int()> on_read;
  int bytes = 10;
  void start() {
#ifdef FIXED
    on_read = [this] { return bytes; };
#else
    on_read = [this, self = shared_from_this()] { return bytes; };
#endif
  }
};

static int work() {
  auto session = std::make_shared<Session>();
  session->start();
  return session->on_read();
}

int main() { return work() != 10; }
