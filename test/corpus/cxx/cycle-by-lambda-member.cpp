// corpus: leak class=cycle members=2 objects=2
// fixed: clean
// A closure as a member of a template, held by what it captured.
#include <memory>

struct Target {
  std::shared_ptr<void> task;
  int value = 0;
};
template <typename Function> struct Task {
  Function function;
  explicit Task(Function f) : function(std::move(f)) {}
};

static void work() {
  auto target = std::make_shared<Target>();
  auto function = [target] { return target->value; };
  auto task = std::make_shared<Task<decltype(function)>>(function);
  target->task = task;
#ifdef FIXED
  target->task.reset();
#endif
}

int main() { work(); }
