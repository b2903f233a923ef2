// corpus: leak class=cycle members=2 objects=2 type=Client,coroutine* line=34
// fixed: clean
// A coroutine keeps the client that owns it; the weak handle to itself that enable_shared_from_this adds is none of those
// that are missing.
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
struct Client : std::enable_shared_from_this<Client> {
  Task task;
  int requests = 0;
  Task run() {
    auto self = shared_from_this();
    for (;;) {
      ++self->requests;
      co_await std::suspend_always();
    }
  }
};

static int work() {
  auto client = std::make_shared<Client>();
  client->task = client->run();
  client->task.frame.resume();
  int requests = client->requests;
#ifdef FIXED
  Task last = std::move(client->task);
#endif
  return requests;
}

int main() { return work() != 2; }
