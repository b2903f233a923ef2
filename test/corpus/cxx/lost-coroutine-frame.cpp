// corpus: leak class=lost members=1
// fixed: clean
// A suspended coroutine whose handle is dropped.
#include <coroutine>
#include <exception>

struct Generator {
  struct promise_type {
    int value = 0;
    Generator get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int v) {
      value = v;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> frame;
};

static Generator count() {
  for (int i = 1;; i++)
    co_yield i;
}

static int work() {
  Generator numbers = count();
  numbers.frame.resume();
  numbers.frame.resume();
  int value = numbers.frame.promise().value;
#ifdef FIXED
  numbers.frame.destroy();
#endif
  return value;
}

int main() { return work() != 2; }
