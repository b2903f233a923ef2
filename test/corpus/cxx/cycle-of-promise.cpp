// corpus: leak class=cycle
// fixed: clean
// flags: -pthread
// A task holds the future whose value is the task itself.
#include <future>
#include <memory>

struct Task {
  std::shared_future<std::shared_ptr<Task>> result;
};

static void work() {
  auto task = std::make_shared<Task>();
  std::promise<std::shared_ptr<Task>> promise;
  task->result = promise.get_future();
#ifdef FIXED
  promise.set_value(nullptr);
#else
  promise.set_value(task);
#endif
}

int main() { work(); }
