// corpus: leak class=cycle members=1 objects=1 field=done*
// fixed: clean
#include <functional>
#include <memory>

struct Session {
  std::function<void()> done;
  void finish(int) {}
};

static void work() {
  auto session = std::make_shared<Session>();
  session->done = std::bind(&Session::finish, session, 3);
  session->done();
#ifdef FIXED
  session->done = {};
#endif
}

int main() { work(); }
