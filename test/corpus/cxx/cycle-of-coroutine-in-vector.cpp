// corpus: leak class=cycle members=2 objects=2 type=Feed,coroutine* line=44
// fixed: clean
// What awaits lies in a vector of its owner's: a frame is owned by its handle there as it is in a member.
#include <coroutine>
#include <memory>
#include <utility>
#include <vector>

struct Step {
  struct promise_type {
    Step get_return_object() { return Step(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  explicit Step(std::coroutine_handle<promise_type> frame) : frame(frame) {}
  Step(Step &&other) noexcept : frame(std::exchange(other.frame, nullptr)) {}
  ~Step() {
    if (frame)
      frame.destroy();
  }
  void go() { frame.resume(); }

private:
  std::coroutine_handle<promise_type> frame;
};

struct Feed {
  std::vector<Step> steps;
  int read = 0;
};

static Step readAll(std::shared_ptr<Feed> feed) {
  for (int i = 0; i < 3; ++i) {
    feed->read += i;
    co_await std::suspend_always();
  }
}

static int work() {
  auto feed = std::make_shared<Feed>();
  feed->steps.reserve(4);
  feed->steps.push_back(readAll(feed));
  feed->steps[0].go();
  feed->steps[0].go();
  int read = feed->read;
#ifdef FIXED
  std::vector<Step>().swap(feed->steps);
#endif
  return read;
}

int main() { return work() != 1; }
