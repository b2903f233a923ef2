// corpus: leak class=cycle
// fixed: clean
// A coroutine that never ends has the session as its parameter, which owns the coroutine.
#include <coroutine>
#include <memory>
#include <utility>

struct Task {
  struct promise_type {
    Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> frame;
  Task() = default;
  explicit Task(std::coroutine_handle<promise_type> frame) : frame(frame) {}
  Task(Task &&other) : frame(std::exchange(other.frame, nullptr)) {}
  Task &operator=(Task &&other) {
    std::swap(frame, other.frame);
    return *this;
  }
  ~Task() {
    if (frame)
      frame.destroy();
  }
};
struct Session {
  Task task;
  int bytes = 0;
};

static Task serve(std::shared_ptr<Session> session) {
  for (;;) {
    session->bytes++;
    co_await std::suspend_always();
  }
}

static int work() {
  auto session = std::make_shared<Session>();
  session->task = serve(session);
  session->task.frame.resume();
  int bytes = session->bytes;
#ifdef FIXED
  Task last = std::move(session->task);
#endif
  return bytes;
}

int main() { return work() != 2; }
