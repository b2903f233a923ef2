// corpus: leak class=cycle members=2 objects=2
// fixed: clean
// flags: -pthread
// A continuation stored in an object that waits for what the object gives.
#include <functional>
#include <future>
#include <memory>
#include <vector>

struct Stage {
  std::promise<int> output;
  std::vector<std::function<void(int)>> then;
};

static int work() {
  auto stage = std::make_shared<Stage>();
  auto result = stage->output.get_future();
#ifdef FIXED
  stage->then.push_back([raw = stage.get()](int value) { raw->output.set_value(value); });
#else
  stage->then.push_back([stage](int value) { stage->output.set_value(value); });
#endif
  stage->then[0](4);
  return result.get();
}

int main() { return work() != 4; }
